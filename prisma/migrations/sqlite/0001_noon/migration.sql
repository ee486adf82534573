-- CreateTable
CREATE TABLE "Setting" (
    "key" TEXT NOT NULL PRIMARY KEY,
    "value" JSONB NOT NULL,
    "updatedAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "Group" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "parentId" TEXT,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "Group_parentId_fkey" FOREIGN KEY ("parentId") REFERENCES "Group" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Display" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "groupId" TEXT,
    "tokenHash" TEXT NOT NULL,
    "volume" REAL NOT NULL DEFAULT 1,
    "trimMs" INTEGER NOT NULL DEFAULT 0,
    "mutedUntil" DATETIME,
    "facts" JSONB NOT NULL,
    "lastSeenAt" DATETIME,
    "lastReport" JSONB,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "Display_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "Group" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Pairing" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userCode" TEXT NOT NULL,
    "secretHash" TEXT NOT NULL,
    "facts" JSONB NOT NULL,
    "address" TEXT NOT NULL,
    "expiresAt" DATETIME NOT NULL,
    "displayId" TEXT,
    "token" TEXT,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "Media" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "title" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "durationMs" INTEGER,
    "loudnessLufs" REAL,
    "truePeakDbtp" REAL,
    "refusalCode" TEXT,
    "refusalParams" JSONB,
    "warnings" JSONB NOT NULL,
    "airDate" TEXT,
    "revision" TEXT,
    "hasVideo" BOOLEAN NOT NULL DEFAULT false,
    "hasAudio" BOOLEAN NOT NULL DEFAULT false,
    "width" INTEGER,
    "height" INTEGER,
    "audioTracks" JSONB NOT NULL,
    "audioTrack" INTEGER,
    "originalName" TEXT NOT NULL,
    "originalPath" TEXT NOT NULL,
    "originalSha256" TEXT,
    "bytes" BIGINT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "readyAt" DATETIME,
    "archivedAt" DATETIME
);

-- CreateTable
CREATE TABLE "MediaManifest" (
    "mediaId" TEXT NOT NULL PRIMARY KEY,
    "revision" TEXT NOT NULL,
    "manifest" JSONB NOT NULL,
    CONSTRAINT "MediaManifest_mediaId_fkey" FOREIGN KEY ("mediaId") REFERENCES "Media" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Job" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "mediaId" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "step" TEXT NOT NULL,
    "progress" REAL NOT NULL DEFAULT 0,
    "remainingMs" INTEGER,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "errorCode" TEXT,
    "errorParams" JSONB,
    "stderrTail" TEXT NOT NULL DEFAULT '',
    "createdAt" DATETIME NOT NULL,
    "startedAt" DATETIME,
    "finishedAt" DATETIME,
    CONSTRAINT "Job_mediaId_fkey" FOREIGN KEY ("mediaId") REFERENCES "Media" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Series" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "title" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "Episode" (
    "seriesId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "mediaId" TEXT NOT NULL,

    PRIMARY KEY ("seriesId", "position"),
    CONSTRAINT "Episode_seriesId_fkey" FOREIGN KEY ("seriesId") REFERENCES "Series" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Episode_mediaId_fkey" FOREIGN KEY ("mediaId") REFERENCES "Media" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Bookmark" (
    "seriesId" TEXT NOT NULL,
    "groupId" TEXT NOT NULL,
    "episode" INTEGER NOT NULL,
    "positionMs" INTEGER NOT NULL,
    "confirmedAt" DATETIME NOT NULL,
    "airingId" TEXT,

    PRIMARY KEY ("seriesId", "groupId"),
    CONSTRAINT "Bookmark_seriesId_fkey" FOREIGN KEY ("seriesId") REFERENCES "Series" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Bookmark_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "Group" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Slot" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "weekdays" JSONB NOT NULL,
    "dates" JSONB NOT NULL,
    "startTime" TEXT NOT NULL,
    "endTime" TEXT NOT NULL,
    "source" JSONB NOT NULL,
    "fallback" JSONB NOT NULL,
    "validFrom" TEXT,
    "validUntil" TEXT,
    "yearRound" BOOLEAN NOT NULL DEFAULT false,
    "exam" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" DATETIME NOT NULL,
    "deletedAt" DATETIME
);

-- CreateTable
CREATE TABLE "SlotAudience" (
    "slotId" TEXT NOT NULL,
    "groupId" TEXT NOT NULL,

    PRIMARY KEY ("slotId", "groupId"),
    CONSTRAINT "SlotAudience_slotId_fkey" FOREIGN KEY ("slotId") REFERENCES "Slot" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "SlotAudience_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "Group" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "SlotException" (
    "slotId" TEXT NOT NULL,
    "date" TEXT NOT NULL,
    "change" JSONB NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',

    PRIMARY KEY ("slotId", "date"),
    CONSTRAINT "SlotException_slotId_fkey" FOREIGN KEY ("slotId") REFERENCES "Slot" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Term" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "from" TEXT NOT NULL,
    "until" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "CalendarDay" (
    "date" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "pattern" INTEGER,
    "note" TEXT NOT NULL DEFAULT '',

    PRIMARY KEY ("date", "source")
);

-- CreateTable
CREATE TABLE "CutIn" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "mediaId" TEXT,
    "audience" JSONB NOT NULL,
    "emergency" BOOLEAN NOT NULL DEFAULT false,
    "start" DATETIME NOT NULL,
    "end" DATETIME,
    "createdBy" TEXT NOT NULL,
    "why" TEXT NOT NULL DEFAULT '',
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "Booking" (
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
    "userId" TEXT NOT NULL,
    "decidedBy" TEXT,
    "decidedAt" DATETIME,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "Booking_mediaId_fkey" FOREIGN KEY ("mediaId") REFERENCES "Media" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Booking_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "AsRun" (
    "airingId" TEXT NOT NULL PRIMARY KEY,
    "groupId" TEXT NOT NULL,
    "start" DATETIME NOT NULL,
    "end" DATETIME NOT NULL,
    "planned" JSONB NOT NULL,
    "commanded" JSONB NOT NULL,
    "frozenAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "AiringReport" (
    "airingId" TEXT NOT NULL,
    "displayId" TEXT NOT NULL,
    "firstFrameAt" DATETIME,
    "skewMs" REAL,
    "stalls" INTEGER NOT NULL DEFAULT 0,
    "playedFromMs" INTEGER,
    "playedToMs" INTEGER,
    "ended" BOOLEAN NOT NULL DEFAULT false,
    "reportedAt" DATETIME NOT NULL,

    PRIMARY KEY ("airingId", "displayId"),
    CONSTRAINT "AiringReport_airingId_fkey" FOREIGN KEY ("airingId") REFERENCES "AsRun" ("airingId") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "AiringReport_displayId_fkey" FOREIGN KEY ("displayId") REFERENCES "Display" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Observation" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "airingId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "fromMs" INTEGER NOT NULL,
    "toMs" INTEGER NOT NULL,
    "at" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "User" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "fullName" TEXT NOT NULL,
    "passwordHash" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "language" TEXT NOT NULL DEFAULT 'zh-TW',
    "createdAt" DATETIME NOT NULL,
    "disabledAt" DATETIME
);

-- CreateTable
CREATE TABLE "Session" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT,
    "data" JSONB NOT NULL,
    "expiresAt" DATETIME NOT NULL,
    CONSTRAINT "Session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ChannelKey" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "keyHash" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "revokedAt" DATETIME
);

-- CreateTable
CREATE TABLE "Audit" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "at" DATETIME NOT NULL,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "details" JSONB NOT NULL
);

-- CreateTable
CREATE TABLE "ChoreRun" (
    "chore" TEXT NOT NULL,
    "due" TEXT NOT NULL,
    "ranAt" DATETIME NOT NULL,

    PRIMARY KEY ("chore", "due")
);

-- CreateIndex
CREATE UNIQUE INDEX "Display_tokenHash_key" ON "Display"("tokenHash");

-- CreateIndex
CREATE INDEX "Display_groupId_idx" ON "Display"("groupId");

-- CreateIndex
CREATE UNIQUE INDEX "Pairing_userCode_key" ON "Pairing"("userCode");

-- CreateIndex
CREATE INDEX "Media_kind_airDate_idx" ON "Media"("kind", "airDate");

-- CreateIndex
CREATE INDEX "Media_state_idx" ON "Media"("state");

-- CreateIndex
CREATE INDEX "Job_state_createdAt_idx" ON "Job"("state", "createdAt");

-- CreateIndex
CREATE INDEX "Job_mediaId_idx" ON "Job"("mediaId");

-- CreateIndex
CREATE INDEX "Episode_mediaId_idx" ON "Episode"("mediaId");

-- CreateIndex
CREATE INDEX "SlotAudience_groupId_idx" ON "SlotAudience"("groupId");

-- CreateIndex
CREATE INDEX "SlotException_date_idx" ON "SlotException"("date");

-- CreateIndex
CREATE INDEX "CutIn_start_idx" ON "CutIn"("start");

-- CreateIndex
CREATE UNIQUE INDEX "Booking_holds_key" ON "Booking"("holds");

-- CreateIndex
CREATE INDEX "Booking_date_idx" ON "Booking"("date");

-- CreateIndex
CREATE INDEX "AsRun_groupId_start_idx" ON "AsRun"("groupId", "start");

-- CreateIndex
CREATE INDEX "AsRun_start_idx" ON "AsRun"("start");

-- CreateIndex
CREATE INDEX "Observation_airingId_idx" ON "Observation"("airingId");

-- CreateIndex
CREATE UNIQUE INDEX "User_name_key" ON "User"("name");

-- CreateIndex
CREATE INDEX "Session_userId_idx" ON "Session"("userId");

-- CreateIndex
CREATE INDEX "Session_expiresAt_idx" ON "Session"("expiresAt");

-- CreateIndex
CREATE UNIQUE INDEX "ChannelKey_keyHash_key" ON "ChannelKey"("keyHash");

-- CreateIndex
CREATE INDEX "Audit_at_idx" ON "Audit"("at");
