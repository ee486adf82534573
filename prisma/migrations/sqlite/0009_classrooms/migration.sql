-- CreateTable
CREATE TABLE "Classroom" (
    "userId" TEXT NOT NULL PRIMARY KEY,
    "displayId" TEXT NOT NULL,
    CONSTRAINT "Classroom_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Classroom_displayId_fkey" FOREIGN KEY ("displayId") REFERENCES "Display" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "Classroom_displayId_idx" ON "Classroom"("displayId");
