-- Columns are added rather than the tables made anew: nothing that refers to them is touched.
ALTER TABLE "AsRun" ADD COLUMN "mediaId" TEXT;
UPDATE "AsRun" SET "mediaId" = json_extract("planned", '$.mediaId');

ALTER TABLE "Media" ADD COLUMN "inMs" INTEGER;
ALTER TABLE "Media" ADD COLUMN "outMs" INTEGER;
ALTER TABLE "Media" ADD COLUMN "posterMs" INTEGER;
ALTER TABLE "Media" ADD COLUMN "sceneCuts" JSONB;
ALTER TABLE "Media" ADD COLUMN "ownSubtitles" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "Media" ADD COLUMN "licenceKind" TEXT;
ALTER TABLE "Media" ADD COLUMN "licenceHolder" TEXT NOT NULL DEFAULT '';
ALTER TABLE "Media" ADD COLUMN "licenceFrom" TEXT;
ALTER TABLE "Media" ADD COLUMN "licenceUntil" TEXT;
ALTER TABLE "Media" ADD COLUMN "licenceNote" TEXT NOT NULL DEFAULT '';
ALTER TABLE "Media" ADD COLUMN "licenceScan" TEXT;

ALTER TABLE "Series" ADD COLUMN "sceneEnds" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "MediaTag" (
    "mediaId" TEXT NOT NULL,
    "tag" TEXT NOT NULL,

    PRIMARY KEY ("mediaId", "tag"),
    CONSTRAINT "MediaTag_mediaId_fkey" FOREIGN KEY ("mediaId") REFERENCES "Media" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Subtitle" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "mediaId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "language" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "shiftMs" INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT "Subtitle_mediaId_fkey" FOREIGN KEY ("mediaId") REFERENCES "Media" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "MediaTag_tag_idx" ON "MediaTag"("tag");

-- CreateIndex
CREATE INDEX "Subtitle_mediaId_position_idx" ON "Subtitle"("mediaId", "position");

-- CreateIndex
CREATE INDEX "AsRun_mediaId_start_idx" ON "AsRun"("mediaId", "start");
