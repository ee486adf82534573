/** What the page of cameras asks the server. */
import { useQuery } from '@tanstack/react-query'
import { CameraNetworksView, CameraScan, CameraView } from '../../../protocol/camera.ts'
import { address } from '../../api.ts'
import { usePanel } from '../../context.tsx'
import { pageOf } from '../../page.ts'

/** More cameras than any studio has; what is beyond is found by its name. */
const MOST = 200

export const SCAN_KEY = ['cameras', 'scan']
export const NETWORKS_KEY = ['cameras', 'networks']

export const useCameras = (q: string) => {
  const { api } = usePanel()
  return useQuery({
    queryKey: ['cameras', 'list', q],
    queryFn: async () => (await api.get(address('/api/cameras', { limit: MOST, q }), pageOf(CameraView))).items,
    placeholderData: (previous) => previous,
  })
}

export const useScan = (enabled: boolean) => {
  const { api } = usePanel()
  return useQuery({ queryKey: SCAN_KEY, enabled, queryFn: () => api.get('/api/cameras/scan', CameraScan) })
}

export const useNetworks = () => {
  const { api } = usePanel()
  return useQuery({ queryKey: NETWORKS_KEY, queryFn: () => api.get('/api/cameras/networks', CameraNetworksView) })
}
