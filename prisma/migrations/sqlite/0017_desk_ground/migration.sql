-- CreateTable
CREATE TABLE "Attachment" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "subject" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "caption" TEXT NOT NULL DEFAULT '',
    "createdBy" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "GuestLink" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "tokenHash" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "holder" TEXT NOT NULL DEFAULT '',
    "createdBy" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "expiresAt" DATETIME NOT NULL,
    "spentAt" DATETIME,
    "revokedAt" DATETIME
);

-- CreateTable
CREATE TABLE "Vendor" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "taxId" TEXT NOT NULL DEFAULT '',
    "phone" TEXT NOT NULL DEFAULT '',
    "email" TEXT NOT NULL DEFAULT '',
    "address" TEXT NOT NULL DEFAULT '',
    "note" TEXT NOT NULL DEFAULT '',
    "serves" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" DATETIME NOT NULL,
    "archivedAt" DATETIME
);

-- CreateTable
CREATE TABLE "Equipment" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "label" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "room" TEXT NOT NULL DEFAULT '',
    "maker" TEXT NOT NULL DEFAULT '',
    "model" TEXT NOT NULL DEFAULT '',
    "serial" TEXT NOT NULL DEFAULT '',
    "propertyNumber" TEXT NOT NULL DEFAULT '',
    "vendorId" TEXT,
    "boughtOn" TEXT,
    "warrantyUntil" TEXT,
    "price" INTEGER,
    "note" TEXT NOT NULL DEFAULT '',
    "state" TEXT NOT NULL,
    "displayId" TEXT,
    "parentId" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" DATETIME NOT NULL,
    "retiredAt" DATETIME,
    CONSTRAINT "Equipment_vendorId_fkey" FOREIGN KEY ("vendorId") REFERENCES "Vendor" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Equipment_displayId_fkey" FOREIGN KEY ("displayId") REFERENCES "Display" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Equipment_parentId_fkey" FOREIGN KEY ("parentId") REFERENCES "Equipment" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Fault" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "number" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "text" TEXT NOT NULL DEFAULT '',
    "room" TEXT NOT NULL DEFAULT '',
    "equipmentId" TEXT,
    "displayId" TEXT,
    "reporterId" TEXT,
    "reporterName" TEXT NOT NULL DEFAULT '',
    "reporterContact" TEXT NOT NULL DEFAULT '',
    "ownerId" TEXT,
    "cause" JSONB,
    "causeKey" TEXT,
    "times" INTEGER NOT NULL DEFAULT 1,
    "acknowledgedAt" DATETIME,
    "acknowledgedBy" TEXT NOT NULL DEFAULT '',
    "healedAt" DATETIME,
    "dueAt" DATETIME,
    "clockMinutes" INTEGER NOT NULL DEFAULT 0,
    "clockAt" DATETIME,
    "slipId" TEXT,
    "visitId" TEXT,
    "mergedIntoId" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" DATETIME NOT NULL,
    "since" DATETIME NOT NULL,
    "closedAt" DATETIME,
    CONSTRAINT "Fault_equipmentId_fkey" FOREIGN KEY ("equipmentId") REFERENCES "Equipment" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Fault_displayId_fkey" FOREIGN KEY ("displayId") REFERENCES "Display" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Fault_mergedIntoId_fkey" FOREIGN KEY ("mergedIntoId") REFERENCES "Fault" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "FaultEvent" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "faultId" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "by" TEXT NOT NULL,
    "act" JSONB NOT NULL,
    "from" TEXT,
    "state" TEXT NOT NULL,
    CONSTRAINT "FaultEvent_faultId_fkey" FOREIGN KEY ("faultId") REFERENCES "Fault" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "Attachment_subject_subjectId_idx" ON "Attachment"("subject", "subjectId");

-- CreateIndex
CREATE INDEX "Attachment_sha256_idx" ON "Attachment"("sha256");

-- CreateIndex
CREATE UNIQUE INDEX "GuestLink_tokenHash_key" ON "GuestLink"("tokenHash");

-- CreateIndex
CREATE INDEX "GuestLink_purpose_subjectId_idx" ON "GuestLink"("purpose", "subjectId");

-- CreateIndex
CREATE UNIQUE INDEX "Equipment_label_key" ON "Equipment"("label");

-- CreateIndex
CREATE INDEX "Equipment_room_idx" ON "Equipment"("room");

-- CreateIndex
CREATE INDEX "Equipment_kind_idx" ON "Equipment"("kind");

-- CreateIndex
CREATE INDEX "Equipment_displayId_idx" ON "Equipment"("displayId");

-- CreateIndex
CREATE INDEX "Equipment_parentId_idx" ON "Equipment"("parentId");

-- CreateIndex
CREATE INDEX "Equipment_vendorId_idx" ON "Equipment"("vendorId");

-- CreateIndex
CREATE UNIQUE INDEX "Fault_number_key" ON "Fault"("number");

-- CreateIndex
CREATE UNIQUE INDEX "Fault_causeKey_key" ON "Fault"("causeKey");

-- CreateIndex
CREATE INDEX "Fault_state_since_idx" ON "Fault"("state", "since");

-- CreateIndex
CREATE INDEX "Fault_displayId_state_idx" ON "Fault"("displayId", "state");

-- CreateIndex
CREATE INDEX "Fault_equipmentId_idx" ON "Fault"("equipmentId");

-- CreateIndex
CREATE INDEX "Fault_reporterId_idx" ON "Fault"("reporterId");

-- CreateIndex
CREATE INDEX "Fault_createdAt_idx" ON "Fault"("createdAt");

-- CreateIndex
CREATE INDEX "Fault_mergedIntoId_idx" ON "Fault"("mergedIntoId");

-- CreateIndex
CREATE INDEX "FaultEvent_faultId_at_idx" ON "FaultEvent"("faultId", "at");
