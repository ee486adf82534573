-- CreateTable
CREATE TABLE "Act" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "at" DATETIME NOT NULL,
    "actor" TEXT NOT NULL,
    "why" TEXT NOT NULL DEFAULT '',
    "type" TEXT NOT NULL,
    "request" JSONB NOT NULL,
    "changed" JSONB NOT NULL,
    "awaits" JSONB NOT NULL,
    "until" DATETIME,
    "undoneAt" DATETIME,
    "undoneBy" TEXT
);

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_CutIn" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "mediaId" TEXT,
    "audience" JSONB NOT NULL,
    "emergency" BOOLEAN NOT NULL DEFAULT false,
    "act" TEXT NOT NULL DEFAULT 'cut-in',
    "offsetMs" INTEGER,
    "series" JSONB,
    "notice" JSONB,
    "start" DATETIME NOT NULL,
    "end" DATETIME,
    "createdBy" TEXT NOT NULL,
    "why" TEXT NOT NULL DEFAULT '',
    "createdAt" DATETIME NOT NULL
);
INSERT INTO "new_CutIn" ("audience", "createdAt", "createdBy", "emergency", "end", "id", "kind", "mediaId", "start", "title", "why") SELECT "audience", "createdAt", "createdBy", "emergency", "end", "id", "kind", "mediaId", "start", "title", "why" FROM "CutIn";
DROP TABLE "CutIn";
ALTER TABLE "new_CutIn" RENAME TO "CutIn";
CREATE INDEX "CutIn_start_idx" ON "CutIn"("start");
CREATE TABLE "new_Display" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "groupId" TEXT,
    "tokenHash" TEXT NOT NULL,
    "volume" REAL NOT NULL DEFAULT 1,
    "trimMs" INTEGER NOT NULL DEFAULT 0,
    "mutedUntil" DATETIME,
    "building" TEXT NOT NULL DEFAULT '',
    "floor" TEXT NOT NULL DEFAULT '',
    "standby" BOOLEAN NOT NULL DEFAULT false,
    "facts" JSONB NOT NULL,
    "lastSeenAt" DATETIME,
    "lastReport" JSONB,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "Display_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "Group" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);
INSERT INTO "new_Display" ("createdAt", "facts", "groupId", "id", "lastReport", "lastSeenAt", "mutedUntil", "name", "tokenHash", "trimMs", "volume") SELECT "createdAt", "facts", "groupId", "id", "lastReport", "lastSeenAt", "mutedUntil", "name", "tokenHash", "trimMs", "volume" FROM "Display";
DROP TABLE "Display";
ALTER TABLE "new_Display" RENAME TO "Display";
CREATE UNIQUE INDEX "Display_tokenHash_key" ON "Display"("tokenHash");
CREATE INDEX "Display_groupId_idx" ON "Display"("groupId");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

-- CreateIndex
CREATE INDEX "Act_at_idx" ON "Act"("at");

-- CreateIndex
CREATE INDEX "Act_type_until_idx" ON "Act"("type", "until");
