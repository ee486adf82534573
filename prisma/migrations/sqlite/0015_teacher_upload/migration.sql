-- CreateTable
CREATE TABLE "HeldFilm" (
    "mediaId" TEXT NOT NULL PRIMARY KEY,
    "bookingId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "letGoAt" DATETIME,
    CONSTRAINT "HeldFilm_mediaId_fkey" FOREIGN KEY ("mediaId") REFERENCES "Media" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "HeldFilm_bookingId_fkey" FOREIGN KEY ("bookingId") REFERENCES "Booking" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "HeldFilm_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "HeldFilm_bookingId_idx" ON "HeldFilm"("bookingId");

-- CreateIndex
CREATE INDEX "HeldFilm_userId_idx" ON "HeldFilm"("userId");
