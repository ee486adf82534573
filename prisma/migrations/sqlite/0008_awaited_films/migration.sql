-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_Booking" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "date" TEXT NOT NULL,
    "mediaId" TEXT,
    "film" JSONB,
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
    "version" INTEGER NOT NULL DEFAULT 1,
    "offerUntil" DATETIME,
    "refusal" TEXT NOT NULL DEFAULT '',
    "userId" TEXT NOT NULL,
    "decidedBy" TEXT,
    "decidedAt" DATETIME,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "Booking_mediaId_fkey" FOREIGN KEY ("mediaId") REFERENCES "Media" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Booking_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
INSERT INTO "new_Booking" ("audience", "createdAt", "date", "decidedAt", "decidedBy", "fromMs", "holds", "id", "licenceFrom", "licenceKind", "licenceUntil", "mediaId", "note", "offerUntil", "place", "refusal", "state", "toMs", "userId", "version") SELECT "audience", "createdAt", "date", "decidedAt", "decidedBy", "fromMs", "holds", "id", "licenceFrom", "licenceKind", "licenceUntil", "mediaId", "note", "offerUntil", "place", "refusal", "state", "toMs", "userId", "version" FROM "Booking";
DROP TABLE "Booking";
ALTER TABLE "new_Booking" RENAME TO "Booking";
CREATE UNIQUE INDEX "Booking_holds_key" ON "Booking"("holds");
CREATE INDEX "Booking_state_offerUntil_idx" ON "Booking"("state", "offerUntil");
CREATE UNIQUE INDEX "Booking_date_place_key" ON "Booking"("date", "place");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;
