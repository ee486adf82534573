/** A device that the register does not have yet. */
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Equipment } from '../../../protocol/equipment.ts'
import { usePanel } from '../../context.tsx'
import { useNotices } from '../../shell/notices.tsx'
import { DeviceFields, inputIn } from './device-fields.tsx'
import { useRegisterAgain } from './register-queries.ts'

interface Props {
  readonly room: string
  readonly onMade: (id: string) => void
}
export const NewDevice = ({ room, onMade }: Props) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { attempt, done } = useNotices()
  const again = useRegisterAgain()
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const input = inputIn(event.currentTarget)
    if (input === null) return
    return attempt(async () => {
      const { id } = await api.send('POST', '/api/equipment', Equipment, input)
      await again()
      done(t('act.saved'))
      onMade(id)
    })
  }
  return (
    <form onSubmit={save}>
      <div className="device-fields">
        <DeviceFields room={room} />
      </div>
      <div className="acts start">
        <button type="submit" className="button primary">
          {t('act.save')}
        </button>
      </div>
    </form>
  )
}
