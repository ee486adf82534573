/** Amber and red reach whoever has the panel open, also behind other windows: notification, mark in the title, sound. */
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReadinessView } from '../../protocol/readiness.ts'
import { useMay, usePanel } from '../context.tsx'

const isAlarm = (readiness: ReadinessView): boolean =>
  readiness.judged && (readiness.level === 'amber' || readiness.level === 'red')

export const Alarm = () => {
  const { t } = useTranslation()
  const { live, school } = usePanel()
  const sees = useMay('displays.read')
  const [readiness, setReadiness] = useState<ReadinessView | null>(null)
  const told = useRef('')
  useEffect(() => live.onReadiness(setReadiness), [live])
  const alarm = readiness !== null && sees && isAlarm(readiness) ? readiness : null
  useEffect(() => {
    const plain = document.title.replace(/^[▲■] /, '')
    document.title = alarm === null ? plain : `${alarm.level === 'red' ? '■' : '▲'} ${plain}`
    if (alarm === null) {
      told.current = ''
      return
    }
    const key = `${alarm.level} ${alarm.answer} ${alarm.start}`
    if (told.current === key) return
    told.current = key
    const time = alarm.start === null ? '' : school.shortTime(alarm.start)
    const rooms = alarm.problems.map(({ name }) => name).join('、')
    tell(`${time} ${alarm.title}`, `${t(`onAir.${alarm.answer}`)} ${rooms}`)
  }, [alarm, school, t])
  const [asked, setAsked] = useState(() => !('Notification' in window) || Notification.permission !== 'default')
  if (!sees || asked || alarm === null) return null
  const ask = () => {
    setAsked(true)
    Notification.requestPermission().catch(() => setAsked(true))
  }
  return (
    <p className="notice grey">
      {t('shell.notifyLead')}{' '}
      <button type="button" className="button small" onClick={ask}>
        {t('shell.notify')}
      </button>{' '}
      <button type="button" className="button small" onClick={() => setAsked(true)}>
        {t('shell.notNow')}
      </button>
    </p>
  )
}

/** A notification where the browser may show one; else two short tones. */
const tell = (title: string, body: string): void => {
  if ('Notification' in window && Notification.permission === 'granted') {
    new Notification(title, { body, tag: 'nooncast-readiness' })
    return
  }
  const sound = new AudioContext()
  if (sound.state !== 'running') return void sound.close()
  for (const [start, pitch] of [
    [0, 660],
    [0.25, 880],
  ] as const) {
    const tone = sound.createOscillator()
    const gain = sound.createGain()
    gain.gain.value = 0.1
    tone.frequency.value = pitch
    tone.connect(gain).connect(sound.destination)
    tone.start(sound.currentTime + start)
    tone.stop(sound.currentTime + start + 0.2)
  }
  setTimeout(() => sound.close(), 1000)
}
