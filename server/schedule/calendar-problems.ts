/** What can be wrong with a line of a calendar file, in both languages. */
import { type Language, type Sentence, say, type TextParams } from '../../protocol/text.ts'

export const CALENDAR_PROBLEMS = {
  empty: { 'zh-TW': '檔案是空的。請重新下載行事曆。', en: 'The file is empty. Download the calendar again.' },
  encoding: {
    'zh-TW': '讀不出文字：請用 UTF-8 或 Big5 編碼的 CSV 檔。',
    en: 'The text can’t be read: use a CSV file in UTF-8 or Big5.',
  },
  header: {
    'zh-TW': '這不是政府行政機關辦公日曆表：第一行應是「西元日期,星期,是否放假,備註」。',
    en: 'This is not the government’s office calendar: its first line is “西元日期,星期,是否放假,備註”.',
  },
  columns: {
    'zh-TW': '這一行有 {count} 欄，應有 3 或 4 欄（日期、星期、是否放假、備註）。',
    en: 'This line has {count} columns; there should be 3 or 4 (date, weekday, day off, note).',
  },
  date: {
    'zh-TW': '「{value}」不是日期；應像 20261127。',
    en: '“{value}” is not a date; it should look like 20261127.',
  },
  weekday: {
    'zh-TW': '{date} 是星期{expected}，這一行寫「{value}」。',
    en: '{date} is a 星期{expected}, but this line says “{value}”.',
  },
  'day-off': {
    'zh-TW': '是否放假寫「{value}」；應是 0（上班）或 2（放假）。',
    en: 'The day off is “{value}”; it should be 0 (work) or 2 (off).',
  },
  twice: {
    'zh-TW': '{date} 在第 {line} 行已經寫過。',
    en: '{date} is already on line {line}.',
  },
  year: {
    'zh-TW': '{date} 不是 {year} 年；一個檔案只能有一年。',
    en: '{date} is not in {year}; a file holds one year.',
  },
  'make-up-unknown': {
    'zh-TW': '{date} 補行上班，但看不出照星期幾的課表；請在行事曆上指定，否則這天不播節目。',
    en: '{date} is a make-up day, but the file does not tell which weekday’s timetable it follows: name it in the calendar, or nothing airs on that day.',
  },
  incomplete: {
    'zh-TW': '{year} 年有 {days} 天不在檔案裡，這些日子照原來的設定。',
    en: '{days} days of {year} are not in the file; they stay as they were.',
  },
} as const satisfies Readonly<Record<string, Sentence>>

/** Something to be said of a line, counted from 1 as an editor does. */
export interface CalendarProblem {
  readonly line: number
  readonly code: keyof typeof CALENDAR_PROBLEMS
  readonly params: TextParams
}

export const sayProblem = (problem: CalendarProblem, language: Language) => ({
  line: problem.line,
  message: say(CALENDAR_PROBLEMS[problem.code], language, problem.params),
})
