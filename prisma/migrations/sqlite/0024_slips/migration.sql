-- CreateTable
CREATE TABLE "SlipYear" (
    "year" TEXT NOT NULL PRIMARY KEY,
    "last" INTEGER NOT NULL
);

-- CreateTable
CREATE TABLE "Slip" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "year" INTEGER NOT NULL,
    "place" INTEGER NOT NULL,
    "number" TEXT NOT NULL,
    "faultId" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "round" INTEGER NOT NULL DEFAULT 0,
    "signingOrder" TEXT NOT NULL DEFAULT 'in-order',
    "what" TEXT NOT NULL,
    "device" TEXT NOT NULL,
    "room" TEXT NOT NULL,
    "propertyNumber" TEXT NOT NULL,
    "vendor" TEXT NOT NULL,
    "vendorId" TEXT,
    "estimate" INTEGER,
    "reason" TEXT NOT NULL,
    "photos" JSONB NOT NULL,
    "hash" TEXT NOT NULL,
    "refusal" TEXT NOT NULL DEFAULT '',
    "createdBy" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "sentAt" DATETIME,
    "endedAt" DATETIME,
    "waitsSince" DATETIME
);

-- CreateTable
CREATE TABLE "SlipTurn" (
    "slipId" TEXT NOT NULL,
    "round" INTEGER NOT NULL,
    "office" TEXT NOT NULL,
    "place" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "nameEn" TEXT NOT NULL,
    "mail" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "since" DATETIME,
    "question" TEXT NOT NULL DEFAULT '',
    "answer" TEXT NOT NULL DEFAULT '',
    "signer" TEXT NOT NULL DEFAULT '',
    "signedBy" TEXT NOT NULL DEFAULT '',
    "recordedBy" TEXT,
    "signedAt" DATETIME,
    "address" TEXT NOT NULL DEFAULT '',
    "hash" TEXT NOT NULL DEFAULT '',
    "reminders" INTEGER NOT NULL DEFAULT 0,
    "remindedAt" DATETIME,

    PRIMARY KEY ("slipId", "round", "office"),
    CONSTRAINT "SlipTurn_slipId_fkey" FOREIGN KEY ("slipId") REFERENCES "Slip" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "SlipEvent" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "slipId" TEXT NOT NULL,
    "place" INTEGER NOT NULL,
    "at" DATETIME NOT NULL,
    "act" TEXT NOT NULL,
    "round" INTEGER NOT NULL,
    "office" TEXT,
    "by" TEXT NOT NULL,
    "said" TEXT NOT NULL DEFAULT '',
    CONSTRAINT "SlipEvent_slipId_fkey" FOREIGN KEY ("slipId") REFERENCES "Slip" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- AlterTable
ALTER TABLE "User" ADD COLUMN "office" TEXT NOT NULL DEFAULT '';

-- CreateIndex
CREATE UNIQUE INDEX "Slip_number_key" ON "Slip"("number");

-- CreateIndex
CREATE UNIQUE INDEX "Slip_faultId_key" ON "Slip"("faultId");

-- CreateIndex
CREATE INDEX "Slip_state_idx" ON "Slip"("state");

-- CreateIndex
CREATE UNIQUE INDEX "Slip_year_place_key" ON "Slip"("year", "place");

-- CreateIndex
CREATE UNIQUE INDEX "SlipEvent_slipId_place_key" ON "SlipEvent"("slipId", "place");
