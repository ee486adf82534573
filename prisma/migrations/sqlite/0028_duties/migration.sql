-- AlterTable
ALTER TABLE "DutyAwaited" ADD COLUMN "language" TEXT;

-- AlterTable
ALTER TABLE "DutyOccurrence" ADD COLUMN "responsible" JSONB;

-- CreateTable
CREATE TABLE "DutyFollowUp" (
    "occurrenceId" TEXT NOT NULL,
    "stepId" TEXT NOT NULL,
    "faultId" TEXT,
    "requestId" TEXT,
    "at" DATETIME NOT NULL,

    PRIMARY KEY ("occurrenceId", "stepId"),
    CONSTRAINT "DutyFollowUp_occurrenceId_fkey" FOREIGN KEY ("occurrenceId") REFERENCES "DutyOccurrence" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "DutyFollowUp_faultId_fkey" FOREIGN KEY ("faultId") REFERENCES "Fault" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "DutyFollowUp_requestId_fkey" FOREIGN KEY ("requestId") REFERENCES "Request" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- AlterTable
ALTER TABLE "Duty" ADD COLUMN "lapses" TEXT NOT NULL DEFAULT 'never';

-- CreateIndex
CREATE UNIQUE INDEX "DutyFollowUp_faultId_key" ON "DutyFollowUp"("faultId");

-- CreateIndex
CREATE UNIQUE INDEX "DutyFollowUp_requestId_key" ON "DutyFollowUp"("requestId");

-- What opened a fault is kept apart from the answer, which can be taken back.
INSERT OR IGNORE INTO "DutyFollowUp" ("occurrenceId", "stepId", "faultId", "at")
    SELECT "occurrenceId", "stepId", "faultId", "at" FROM "DutyAnswer" WHERE "faultId" IN (SELECT "id" FROM "Fault");

-- AlterTable
ALTER TABLE "DutyAnswer" DROP COLUMN "faultId";

-- The duties that an installation began with, unless they were changed into something else.
UPDATE "Duty" SET "lapses" = 'day' WHERE "id" = 'sop-010-noon';
UPDATE "Duty" SET "lapses" = 'next' WHERE "id" IN ('sop-002-web', 'sop-003-encyclopaedia', 'sop-005-antivirus', 'sop-008-board', 'sop-010-room');
