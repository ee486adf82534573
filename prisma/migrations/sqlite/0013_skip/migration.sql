-- AlterTable
ALTER TABLE "CutIn" ADD COLUMN "slotId" TEXT;

-- Readiness is judged from a time of day: so many minutes before the noon news of 12:04.
UPDATE "Setting"
SET "key" = 'school.readinessFrom',
    "value" = json_quote(strftime('%H:%M', '12:04', '-' || json_extract("value", '$') || ' minutes'))
WHERE "key" = 'school.readinessMinutes';
