-- CreateTable
CREATE TABLE "Duty" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "procedure" TEXT NOT NULL DEFAULT '',
    "note" TEXT NOT NULL DEFAULT '',
    "recurrence" JSONB NOT NULL,
    "onHoliday" TEXT NOT NULL,
    "onlyInTerm" BOOLEAN NOT NULL DEFAULT false,
    "time" TEXT NOT NULL,
    "leadDays" INTEGER NOT NULL DEFAULT 0,
    "remindDays" INTEGER,
    "escalateDays" INTEGER,
    "ownerId" TEXT,
    "standInId" TEXT,
    "steps" JSONB NOT NULL,
    "inputs" JSONB NOT NULL,
    "paused" BOOLEAN NOT NULL DEFAULT false,
    "since" DATETIME NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" DATETIME NOT NULL,
    "deletedAt" DATETIME
);

-- CreateTable
CREATE TABLE "DutyOccurrence" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "dutyId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "nominal" TEXT NOT NULL,
    "due" TEXT NOT NULL,
    "dueAt" DATETIME NOT NULL,
    "moved" JSONB,
    "rule" JSONB NOT NULL,
    "steps" JSONB NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "closedBy" TEXT,
    "closedAt" DATETIME,
    "remindedAt" DATETIME,
    "escalatedAt" DATETIME,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "DutyOccurrence_dutyId_fkey" FOREIGN KEY ("dutyId") REFERENCES "Duty" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "DutyAnswer" (
    "occurrenceId" TEXT NOT NULL,
    "stepId" TEXT NOT NULL,
    "result" TEXT NOT NULL,
    "value" REAL,
    "log" TEXT NOT NULL DEFAULT '',
    "note" TEXT NOT NULL DEFAULT '',
    "attachment" JSONB,
    "finding" JSONB,
    "by" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "faultId" TEXT,

    PRIMARY KEY ("occurrenceId", "stepId"),
    CONSTRAINT "DutyAnswer_occurrenceId_fkey" FOREIGN KEY ("occurrenceId") REFERENCES "DutyOccurrence" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "DutyAwaited" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "occurrenceId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "office" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "email" TEXT NOT NULL DEFAULT '',
    "blocks" BOOLEAN NOT NULL,
    "askedAt" DATETIME,
    "askedBy" TEXT,
    "reminders" INTEGER NOT NULL DEFAULT 0,
    "remindedAt" DATETIME,
    "answeredAt" DATETIME,
    "answer" TEXT NOT NULL DEFAULT '',
    "attachment" JSONB,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "DutyAwaited_occurrenceId_fkey" FOREIGN KEY ("occurrenceId") REFERENCES "DutyOccurrence" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Absence" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "from" TEXT NOT NULL,
    "until" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "DutySite" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "expects" TEXT NOT NULL DEFAULT '',
    "check" JSONB,
    "createdBy" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "MeasuredServer" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "sealedKey" TEXT NOT NULL,
    "lastAt" DATETIME,
    "measuredAt" DATETIME,
    "last" JSONB,
    "createdBy" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL
);

-- CreateIndex
CREATE INDEX "DutyOccurrence_state_dueAt_idx" ON "DutyOccurrence"("state", "dueAt");

-- CreateIndex
CREATE INDEX "DutyOccurrence_closedAt_idx" ON "DutyOccurrence"("closedAt");

-- CreateIndex
CREATE UNIQUE INDEX "DutyOccurrence_dutyId_key_key" ON "DutyOccurrence"("dutyId", "key");

-- CreateIndex
CREATE INDEX "DutyAwaited_occurrenceId_idx" ON "DutyAwaited"("occurrenceId");

-- CreateIndex
CREATE INDEX "DutyAwaited_answeredAt_idx" ON "DutyAwaited"("answeredAt");

-- CreateIndex
CREATE INDEX "Absence_userId_until_idx" ON "Absence"("userId", "until");
