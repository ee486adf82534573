-- CreateTable
CREATE TABLE "BookingDate" (
    "date" TEXT NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL DEFAULT 1
);

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_Booking" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "date" TEXT NOT NULL,
    "mediaId" TEXT NOT NULL,
    "fromMs" INTEGER NOT NULL DEFAULT 0,
    "toMs" INTEGER,
    "licenceKind" TEXT NOT NULL,
    "licenceFrom" TEXT,
    "licenceUntil" TEXT,
    "audience" JSONB NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "state" TEXT NOT NULL,
    "holds" TEXT,
    "place" INTEGER NOT NULL,
    "offerUntil" DATETIME,
    "refusal" TEXT NOT NULL DEFAULT '',
    "userId" TEXT NOT NULL,
    "decidedBy" TEXT,
    "decidedAt" DATETIME,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "Booking_mediaId_fkey" FOREIGN KEY ("mediaId") REFERENCES "Media" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Booking_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
-- Who asked first is first in line. A date that nobody holds is held by the first who waits for a decision.
INSERT INTO "new_Booking" ("audience", "createdAt", "date", "decidedAt", "decidedBy", "fromMs", "id", "licenceFrom", "licenceKind", "licenceUntil", "mediaId", "note", "state", "toMs", "userId", "place") SELECT "audience", "createdAt", "date", "decidedAt", "decidedBy", "fromMs", "id", "licenceFrom", "licenceKind", "licenceUntil", "mediaId", "note", "state", "toMs", "userId", ROW_NUMBER() OVER (PARTITION BY "date" ORDER BY "createdAt", "id") FROM "Booking";
UPDATE "new_Booking" SET "state" = 'waiting' WHERE "state" = 'pending' AND EXISTS (SELECT 1 FROM "new_Booking" AS "other" WHERE "other"."date" = "new_Booking"."date" AND ("other"."state" = 'approved' OR ("other"."state" = 'pending' AND "other"."place" < "new_Booking"."place")));
UPDATE "new_Booking" SET "holds" = "date" WHERE "state" IN ('pending', 'approved');
DROP TABLE "Booking";
ALTER TABLE "new_Booking" RENAME TO "Booking";
CREATE UNIQUE INDEX "Booking_holds_key" ON "Booking"("holds");
CREATE INDEX "Booking_state_offerUntil_idx" ON "Booking"("state", "offerUntil");
CREATE UNIQUE INDEX "Booking_date_place_key" ON "Booking"("date", "place");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;
-- CreateTable
CREATE TABLE "CalendarKey" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "keyHash" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "revokedAt" DATETIME,
    CONSTRAINT "CalendarKey_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE UNIQUE INDEX "CalendarKey_keyHash_key" ON "CalendarKey"("keyHash");

-- CreateIndex
CREATE INDEX "CalendarKey_userId_idx" ON "CalendarKey"("userId");
