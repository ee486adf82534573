/** One's own mail address, and which mail one wants. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { type MailTopic, MailWishes } from '../../../protocol/mail.ts'
import { useMay, usePanel } from '../../context.tsx'
import { Failed } from '../../shell/failed.tsx'
import { useNotices } from '../../shell/notices.tsx'
import { Skeleton } from '../../shell/skeleton.tsx'

const KEY = ['mail', 'mine']

export const MyMail = () => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { done, attempt } = useNotices()
  const queries = useQueryClient()
  const wishes = useQuery({ queryKey: KEY, queryFn: () => api.get('/api/session/mail', MailWishes) })
  const topics = useTopics()
  const save = ({ address = '', wanted }: { readonly address?: string; readonly wanted: readonly MailTopic[] }) =>
    attempt(async () => {
      const unwanted = topics.filter((topic) => !wanted.includes(topic))
      const fields = { address: address.trim() === '' ? null : address.trim(), unwanted }
      queries.setQueryData(KEY, await api.send('PUT', '/api/session/mail', MailWishes, fields))
      done(t('act.saved'))
    })
  return (
    <section className="panel-card">
      <h2>{t('mail.mine')}</h2>
      {wishes.isError && wishes.data === undefined && <Failed error={wishes.error} retry={() => wishes.refetch()} />}
      {wishes.isPending && <Skeleton rows={3} height={48} />}
      {wishes.data !== undefined && (
        <Form
          name="my-mail"
          layout="vertical"
          style={{ maxWidth: 480 }}
          onFinish={save}
          requiredMark={false}
          initialValues={{
            address: wishes.data.address ?? '',
            wanted: topics.filter((topic) => !wishes.data.unwanted.includes(topic)),
          }}
        >
          <Form.Item name="address" label={t('mail.address')} extra={t('mail.addressHint')}>
            <Input type="email" autoComplete="email" maxLength={254} />
          </Form.Item>
          <Form.Item name="wanted" label={t('mail.wanted')}>
            <Checkbox.Group
              style={{ display: 'grid' }}
              options={topics.map((topic) => ({ value: topic, label: t(`mail.topic.${topic}`) }))}
            />
          </Form.Item>
          <Button htmlType="submit">{t('act.save')}</Button>
        </Form>
      )}
    </section>
  )
}

/** What this account can be told of. */
const useTopics = (): readonly MailTopic[] => {
  const { user } = usePanel()
  const [books, decides, plays] = [useMay('bookings.write'), useMay('bookings.approve'), useMay('playout.control')]
  const [asks, answers] = [useMay('requests.own'), useMay('requests.write')]
  const [repairs, reports] = [useMay('faults.write'), useMay('faults.report')]
  const slips = useMay('slips.write') || user.office !== ''
  const visits = useMay('visits.write')
  return [
    ...(books ? (['own-bookings', 'reminders'] as const) : []),
    ...(decides ? (['decisions', 'licences'] as const) : []),
    ...(plays ? (['alarms'] as const) : []),
    ...(asks ? (['own-requests'] as const) : []),
    ...(answers ? (['requests'] as const) : []),
    ...(reports ? (['own-faults'] as const) : []),
    ...(repairs ? (['faults'] as const) : []),
    ...(slips ? (['slips'] as const) : []),
    ...(visits ? (['visits'] as const) : []),
  ]
}
