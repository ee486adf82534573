/** Words of the first steps of a new school, in both languages. */
import type { Same } from './shape.ts'

export const guideZh = {
  title: '開始使用',
  progress: '完成 {{done}} / {{total}} 步',
  done: '完成',
  step: {
    school: '學校的名稱',
    calendar: '學期與行事曆',
    programme: '第一個節目',
    people: '一起工作的人',
    television: '第一台電視',
  },
  calendarLead: '先匯入政府行政機關辦公日曆表（CSV），再設定學期起訖：學期以外不播每週節目。',
  programmeLead: '把今天的新聞拖進來，或放進伺服器的 media/inbox 資料夾。',
  peopleLead: '操作員、學生助理和老師各有自己的帳號，能做的事不同。',
  toSettings: '前往設定',
  noTv: '電視配對並連線後，可以在這裡送出測試畫面。',
  testPicture: '測試畫面',
  testLead: '彩條播放 30 秒：白色方框應完整可見（沒被切邊），左上方塊閃白時同時聽到嗶聲。',
  whichTv: '哪一台電視',
  show: '顯示測試畫面',
  preparing: '正在準備測試畫面，好了會自己顯示，不用再按。',
  progressOf: '測試畫面的準備進度',
  tvOff: '測試畫面準備好了，「{{name}}」一連線就會自己顯示。',
  dontShow: '不用顯示了',
  notSeen: '測試畫面的時間過了，沒有看到「{{name}}」回報。請到電視前看，或再按一次。',
  waiting: '已送出，等「{{name}}」回報。',
  shown: '「{{name}}」回報正在播放測試畫面。',
  over: '都完成了。',
  toOnAir: '看今天中午',
} as const

export const guideEn: Same<typeof guideZh> = {
  title: 'First steps',
  progress: '{{done}} of {{total}} steps done',
  done: 'Done',
  step: {
    school: 'The school’s name',
    calendar: 'Terms and calendar',
    programme: 'The first programme',
    people: 'The people you work with',
    television: 'The first TV',
  },
  calendarLead:
    'Import the government’s office calendar (CSV), then set when terms begin and end: outside terms the weekly programmes don’t air.',
  programmeLead: 'Drag today’s news here, or put it into the server’s folder media/inbox.',
  peopleLead:
    'Operators, student assistants and teachers each have an account of their own, and may do different things.',
  toSettings: 'To the settings',
  noTv: 'Once a TV is paired and connected, the test picture can be sent to it here.',
  testPicture: 'Test picture',
  testLead:
    'Colour bars for 30 seconds: the white frame should be seen whole (nothing cut off), and each white flash at the upper left comes together with a beep.',
  whichTv: 'Which TV',
  show: 'Show the test picture',
  preparing: 'The test picture is being prepared and will show by itself; no need to press again.',
  progressOf: 'How far the test picture is prepared',
  tvOff: 'The test picture is ready and will show by itself as soon as “{{name}}” answers.',
  dontShow: 'Don’t show it',
  notSeen: 'Its time is over and “{{name}}” was not seen to play it. Look at the TV, or press again.',
  waiting: 'Sent; waiting for “{{name}}”.',
  shown: '“{{name}}” reports that it plays the test picture.',
  over: 'All done.',
  toOnAir: 'See today’s noon',
}
