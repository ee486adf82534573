-- What is due is told in the morning's letter, which is known by its date.
ALTER TABLE "DutyOccurrence" DROP COLUMN "remindedAt";
