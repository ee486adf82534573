-- CreateTable
CREATE TABLE "ProcedureVersion" (
    "number" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "at" DATETIME NOT NULL,
    "by" TEXT NOT NULL DEFAULT '',
    "why" TEXT NOT NULL DEFAULT '',
    "content" JSONB NOT NULL,

    PRIMARY KEY ("number", "version")
);
