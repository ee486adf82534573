-- Nothing has written this table before: it is made anew with the TV that noticed it.
DROP TABLE "Observation";
CREATE TABLE "Observation" (
    "airingId" TEXT NOT NULL,
    "displayId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "fromMs" INTEGER NOT NULL,
    "toMs" INTEGER NOT NULL,
    "at" DATETIME NOT NULL,

    PRIMARY KEY ("airingId", "displayId", "kind", "fromMs"),
    CONSTRAINT "Observation_airingId_fkey" FOREIGN KEY ("airingId") REFERENCES "AsRun" ("airingId") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Observation_displayId_fkey" FOREIGN KEY ("displayId") REFERENCES "Display" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
