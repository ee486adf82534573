/** Studio cameras: are they well? What each sees, and searching for others. */
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CameraScan, type CameraView, needsCare, USUAL_CAMERA_PORT } from '../../../protocol/camera.ts'
import { useMay, usePanel } from '../../context.tsx'
import { Failed } from '../../shell/failed.tsx'
import { useNotices } from '../../shell/notices.tsx'
import { Skeleton } from '../../shell/skeleton.tsx'
import { CameraCard } from './camera-card.tsx'
import { CameraForm, type Opened } from './camera-form.tsx'
import { SCAN_KEY, useCameras, useNetworks, useScan } from './camera-queries.ts'
import { Networks } from './networks.tsx'
import { Register } from './register.tsx'
import { Search } from './search.tsx'
import { stateWord } from './state-word.ts'
import './cameras.css'

/** From so many on one looks for a camera by typing. */
const MANY = 7

const NEW_PLACE = { scheme: 'http', address: '', port: USUAL_CAMERA_PORT.http } as const

const Cameras = () => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { attempt } = useNotices()
  const queries = useQueryClient()
  const writes = useMay('equipment.write')
  const [q, setQ] = useState('')
  const [opened, setOpened] = useState<Opened | null>(null)
  const [entering, setEntering] = useState<CameraView | null>(null)
  const [searched, setSearched] = useState(false)
  const all = useCameras('')
  const shown = useCameras(q.trim())
  const networks = useNetworks()
  const scan = useScan(writes)
  const isOpen = (networks.data?.networks.length ?? 0) > 0
  const search = () =>
    attempt(async () => {
      queries.setQueryData(SCAN_KEY, await api.send('POST', '/api/cameras/scan', CameraScan))
      setSearched(true)
    })
  if (all.isError && all.data === undefined)
    return <Failed page={t('cameras.title')} error={all.error} retry={() => all.refetch()} />
  const cameras = networks.isPending ? [] : (all.data ?? [])
  return (
    <>
      <div className="page-head">
        <h1>{t('cameras.title')}</h1>
        {writes && (
          <>
            <button
              type="button"
              className="button"
              disabled={!isOpen || scan.data?.state === 'running'}
              onClick={search}
            >
              {t('cameras.search')}
            </button>
            <button
              type="button"
              className="button"
              disabled={!isOpen}
              onClick={() => setOpened({ type: 'new', name: '', ...NEW_PLACE })}
            >
              {t('cameras.add')}
            </button>
          </>
        )}
        {cameras.length > 0 && (
          <a className="button" href="/api/cameras/export.csv" download>
            {t('cameras.export')}
          </a>
        )}
      </div>
      {cameras.length > 0 && <Answer cameras={cameras} />}
      {networks.data !== undefined && !isOpen && <Networks view={networks.data} />}
      {scan.data !== undefined && (searched || scan.data.state === 'running') && (
        <Search scan={scan.data} open={setOpened} onHide={() => setSearched(false)} />
      )}
      {cameras.length >= MANY && (
        <input
          type="search"
          aria-label={t('cameras.filter')}
          placeholder={t('cameras.filter')}
          value={q}
          onChange={(event) => setQ(event.currentTarget.value)}
        />
      )}
      {(all.data === undefined || networks.isPending) && <Skeleton rows={2} height={320} />}
      <ul className="cameras">
        {(networks.isPending ? [] : shown.data)?.map((camera) => (
          <CameraCard
            key={camera.id}
            camera={camera}
            onEdit={() => setOpened({ type: 'change', camera, scheme: camera.scheme, port: camera.port })}
            onMove={(to) => setOpened({ type: 'change', camera, ...to })}
            onRegister={() => setEntering(camera)}
          />
        ))}
      </ul>
      {all.data?.length === 0 && isOpen && (
        <div className="empty">
          <strong>{t('cameras.empty')}</strong>
          <p>{t('cameras.emptyLead')}</p>
        </div>
      )}
      {cameras.length > 0 && shown.data?.length === 0 && <p className="faint">{t('cameras.none')}</p>}
      {networks.data !== undefined && isOpen && <Networks view={networks.data} />}
      {entering !== null && <Register camera={entering} onClose={() => setEntering(null)} />}
      {opened !== null && <CameraForm opened={opened} onClose={() => setOpened(null)} />}
    </>
  )
}
export default Cameras

/** Whether anything has to be done, and the way to what has. */
const Answer = ({ cameras }: { readonly cameras: readonly CameraView[] }) => {
  const { t } = useTranslation()
  const care = cameras.filter(needsCare)
  const total = cameras.length
  return (
    <div className={`notice ${care.length === 0 ? 'ready' : 'amber'} camera-answer`}>
      <strong>
        {care.length === 0
          ? `✓ ${t('cameras.allWell', { total })}`
          : `▲ ${t('cameras.someCare', { total, care: care.length })}`}
      </strong>
      {care.map(({ id, name, ...camera }) => (
        <button
          key={id}
          type="button"
          className="button small plain"
          onClick={() => document.getElementById(`camera-${id}`)?.focus()}
        >
          {t('cameras.careItem', { name, state: t(stateWord(camera)) })}
        </button>
      ))}
    </div>
  )
}
