/** The form of one act, for the group chosen on the wall until another is chosen in the form. */
import { type ComponentType, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ActForm, type AskProps } from './act-form.tsx'
import { useDoing } from './acts.ts'
import type { Asked } from './offered.ts'
import { CutIn, Extend, Skip } from './programme-forms.tsx'
import { useHold } from './use-hold.ts'
import { useWhom } from './whom.ts'
import { Emergency, Message, Volume } from './words-forms.tsx'

/** What needs no more than a word of confirmation. */
const Hold = (props: AskProps) => {
  const { t } = useTranslation()
  const hold = useHold()
  const { groups, name } = useWhom(props.group)
  return (
    <ActForm
      {...props}
      title={t('acts.holdTitle', { group: name })}
      label={t('acts.hold')}
      send={(_, why) => hold(groups, why)}
    >
      <p>{t('acts.holdLead')}</p>
    </ActForm>
  )
}

const End = (props: AskProps) => {
  const { t } = useTranslation()
  const { act } = useDoing()
  const { groups, name } = useWhom(props.group)
  const send = (_: FormData, why: string) => act({ type: 'end', groups }, why)
  return (
    <ActForm {...props} title={t('acts.endTitle', { group: name })} label={t('acts.end')} send={send}>
      <p>{t('acts.endLead')}</p>
    </ActForm>
  )
}

const Identify = (props: AskProps) => {
  const { t } = useTranslation()
  const { act } = useDoing()
  const { groups, name } = useWhom(props.group)
  const send = (_: FormData, why: string) => act({ type: 'identify', groups, displays: [] }, why)
  return (
    <ActForm {...props} title={t('acts.identifyTitle', { group: name })} label={t('acts.identify')} send={send}>
      <p>{t('acts.identifyLead')}</p>
    </ActForm>
  )
}

const FORMS: Readonly<Record<Asked, ComponentType<AskProps>>> = {
  'cut-in': CutIn,
  hold: Hold,
  skip: Skip,
  end: End,
  extend: Extend,
  message: Message,
  volume: Volume,
  identify: Identify,
  emergency: Emergency,
}

interface Props {
  readonly asking: Asked
  /** Empty: the whole school. */
  readonly group: string
  readonly onClose: () => void
}
export const ActDialog = ({ asking, group: first, onClose }: Props) => {
  const [group, setGroup] = useState(first)
  const Form = FORMS[asking]
  return <Form group={group} setGroup={setGroup} onClose={onClose} />
}
