-- AlterTable
ALTER TABLE "Display" ADD COLUMN "hiddenUntil" DATETIME;
ALTER TABLE "Display" ADD COLUMN "hiddenBy" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "RoomChange" (
    "displayId" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "state" TEXT NOT NULL,
    "detail" TEXT NOT NULL,

    PRIMARY KEY ("displayId", "at"),
    CONSTRAINT "RoomChange_displayId_fkey" FOREIGN KEY ("displayId") REFERENCES "Display" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ActAnswer" (
    "actId" TEXT NOT NULL,
    "displayId" TEXT NOT NULL,
    "at" DATETIME NOT NULL,

    PRIMARY KEY ("actId", "displayId"),
    CONSTRAINT "ActAnswer_actId_fkey" FOREIGN KEY ("actId") REFERENCES "Act" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "ActAnswer_displayId_fkey" FOREIGN KEY ("displayId") REFERENCES "Display" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "ActAnswer_displayId_idx" ON "ActAnswer"("displayId");
