-- CreateTable
CREATE TABLE "Request" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "number" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "summary" TEXT NOT NULL,
    "details" TEXT NOT NULL DEFAULT '',
    "room" TEXT NOT NULL DEFAULT '',
    "fields" JSONB NOT NULL,
    "wantedOn" TEXT,
    "state" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "requesterId" TEXT NOT NULL,
    "assigneeId" TEXT,
    "filedAt" DATETIME NOT NULL,
    "since" DATETIME NOT NULL,
    "answeredAt" DATETIME,
    "answerDays" INTEGER,
    "mergedIntoId" TEXT,
    "faultId" TEXT,
    "dutyOccurrenceId" TEXT,
    "haystack" TEXT NOT NULL DEFAULT '',
    CONSTRAINT "Request_mergedIntoId_fkey" FOREIGN KEY ("mergedIntoId") REFERENCES "Request" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "RequestCounter" (
    "year" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "last" INTEGER NOT NULL
);

-- CreateTable
CREATE TABLE "RequestEvent" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "requestId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "at" DATETIME NOT NULL,
    "byId" TEXT,
    "by" TEXT NOT NULL,
    "act" TEXT NOT NULL,
    "to" TEXT,
    "words" TEXT NOT NULL DEFAULT '',
    "internal" BOOLEAN NOT NULL DEFAULT false,
    "recalled" BOOLEAN NOT NULL DEFAULT false,
    CONSTRAINT "RequestEvent_requestId_fkey" FOREIGN KEY ("requestId") REFERENCES "Request" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "RequestTemplate" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "use" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT,
    "words" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1
);

-- CreateTable
CREATE TABLE "SavedFilter" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "page" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "shared" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" DATETIME NOT NULL
);

-- CreateIndex
CREATE UNIQUE INDEX "Request_number_key" ON "Request"("number");

-- CreateIndex
CREATE INDEX "Request_state_since_idx" ON "Request"("state", "since");

-- CreateIndex
CREATE INDEX "Request_requesterId_idx" ON "Request"("requesterId");

-- CreateIndex
CREATE INDEX "Request_room_idx" ON "Request"("room");

-- CreateIndex
CREATE INDEX "Request_kind_answeredAt_idx" ON "Request"("kind", "answeredAt");

-- CreateIndex
CREATE UNIQUE INDEX "RequestEvent_requestId_position_key" ON "RequestEvent"("requestId", "position");

-- CreateIndex
CREATE UNIQUE INDEX "SavedFilter_userId_page_name_key" ON "SavedFilter"("userId", "page", "name");

-- Answers and questions to begin with; the school changes them as it likes.
INSERT INTO "RequestTemplate" ("id", "use", "name", "kind", "words", "version") VALUES
    ('first-published', 'answer', '網頁已更新', 'school-page', '{name} 您好：內容已經登出，請看看是否正確。', 1),
    ('first-fixed', 'answer', '電腦已處理', 'computer', '{name} 您好：{room} 的電腦已經處理好，請試用看看；還有問題請按「還沒好」。', 1),
    ('first-come', 'ask', '約時間到場', NULL, '{name} 您好：我們想到 {room} 看一下，您哪個時段方便？', 1),
    ('first-number', 'ask', '請給財產編號', NULL, '{name} 您好：請告訴我們機身上的財產編號，或拍張照片附上。', 1);
