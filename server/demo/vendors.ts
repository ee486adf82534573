/** Two vendors of the demo school, each under contract. Addresses end in `.example`: no letter ever reaches anybody. */
import type { VendorInput } from '../../protocol/vendor.ts'
import type { VendorStore } from '../vendors/store.ts'
import type { StoryDays } from './story.ts'

export interface DemoVendors {
  /** Sound and picture. */
  readonly sound: string
  /** Servers, computers and the network. */
  readonly network: string
}

const NOTE = '示範資料 Demo'

const soundVendor = (days: StoryDays): VendorInput => ({
  ...{ name: '和聲影音工程（示範）', taxId: '', phone: '04-0000-0011', email: 'service@hesheng.example' },
  ...{ address: '臺中市示範區播音路 12 號', note: `${NOTE}：週三下午固定休息，急件請打行動電話。` },
  serves: ['tv', 'amplifier', 'mixer', 'microphone', 'speaker', 'camera'],
  contacts: [
    { name: '吳先生', role: '業務', phone: '0900-000-011', email: 'wu@hesheng.example' },
    { name: '蔡師傅', role: '工程師', phone: '0900-000-012', email: '' },
  ],
  contracts: [
    {
      title: '影音設備年度維護',
      ...{ from: days.shifted(-335), until: days.shifted(30) },
      ...{ amount: 96_000, respondHours: 16 },
    },
  ],
})

const networkVendor = (days: StoryDays): VendorInput => ({
  ...{ name: '立訊資訊（示範）', taxId: '', phone: '04-0000-0022', email: 'help@lixun.example' },
  ...{ address: '臺中市示範區網路街 8 號 3 樓', note: NOTE },
  serves: ['server', 'pc', 'switch', 'ups', 'box'],
  contacts: [{ name: '鄭小姐', role: '客服', phone: '04-0000-0022', email: 'cheng@lixun.example' }],
  contracts: [
    {
      title: '伺服器與網路維護',
      ...{ from: days.shifted(-120), until: days.shifted(245) },
      ...{ amount: 158_000, respondHours: 8 },
    },
  ],
})

export const demoVendors = async (vendors: Pick<VendorStore, 'create'>, days: StoryDays): Promise<DemoVendors> => ({
  sound: (await vendors.create(soundVendor(days))).id,
  network: (await vendors.create(networkVendor(days))).id,
})
