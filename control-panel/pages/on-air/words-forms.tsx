/** Forms for what the TVs say and how loud they are: a message, the volume, an emergency. */
import { useTranslation } from 'react-i18next'
import { instant } from '../../../protocol/time.ts'
import { usePanel } from '../../context.tsx'
import { ActForm, type AskProps } from './act-form.tsx'
import { useDoing } from './acts.ts'
import { useWhom } from './whom.ts'

const MINUTE = 60_000

const wordsIn = (fields: FormData) => ({
  zh: String(fields.get('zh')).trim(),
  en: String(fields.get('en')).trim(),
})

/** Both languages, always. */
const BothLanguages = ({ zh, en }: { readonly zh?: string; readonly en?: string }) => {
  const { t } = useTranslation()
  return (
    <>
      <label>
        {t('acts.chinese')}
        <input name="zh" required maxLength={200} lang="zh-TW" defaultValue={zh} />
      </label>
      <label>
        {t('acts.english')}
        <input name="en" required maxLength={200} lang="en" defaultValue={en} />
      </label>
    </>
  )
}

export const Message = (props: AskProps) => {
  const { t } = useTranslation()
  const { live } = usePanel()
  const { act } = useDoing()
  const { groups, name } = useWhom(props.group)
  const send = (fields: FormData, why: string) => {
    const until = instant(live.now() + Number(fields.get('minutes')) * MINUTE)
    return act({ type: 'message', groups, displays: [], words: wordsIn(fields), until }, why)
  }
  return (
    <ActForm {...props} title={t('acts.messageTitle', { group: name })} label={t('acts.message')} send={send}>
      <BothLanguages />
      <label>
        {t('acts.minutes')}
        <input type="number" name="minutes" min={1} max={600} defaultValue={10} required />
      </label>
    </ActForm>
  )
}

export const Volume = (props: AskProps) => {
  const { t } = useTranslation()
  const { settings } = usePanel()
  const { act } = useDoing()
  const { groups, name } = useWhom(props.group)
  const ceiling = Math.round(settings.volumeCeiling * 100)
  const send = (fields: FormData, why: string) =>
    act({ type: 'volume', groups, displays: [], volume: Number(fields.get('volume')) / 100 }, why)
  return (
    <ActForm {...props} title={t('acts.volumeTitle', { group: name })} label={t('acts.volume')} send={send}>
      <label>
        {t('displays.volume')} (%)
        <input type="number" name="volume" min={0} max={ceiling} defaultValue={Math.min(60, ceiling)} required />
      </label>
      <p className="faint">{t('acts.ceiling', { ceiling })}</p>
    </ActForm>
  )
}

export const Emergency = (props: AskProps) => {
  const { t } = useTranslation()
  const { emergency } = useDoing()
  const { groups, name } = useWhom(props.group)
  const send = (fields: FormData, why: string) =>
    emergency({ groups, mediaId: null, notice: { ...wordsIn(fields), exercise: fields.get('exercise') !== null } }, why)
  return (
    <ActForm
      {...props}
      title={t('acts.emergencyTitle', { group: name })}
      label={t('acts.emergency')}
      danger
      send={send}
    >
      <p>{t('acts.emergencyLead')}</p>
      <BothLanguages zh={t('acts.emergencyZh', { lng: 'zh-TW' })} en={t('acts.emergencyEn', { lng: 'en' })} />
      <label className="check">
        <input type="checkbox" name="exercise" /> {t('acts.exercise')}
      </label>
    </ActForm>
  )
}
