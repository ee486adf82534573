/** Vendors as they are kept. */
import type { Prisma } from '../../prisma/generated/client.ts'
import { isTaxId } from '../../protocol/tax-id.ts'
import type { VendorInput } from '../../protocol/vendor.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { Failure } from '../platform/failure.ts'
import { newId } from '../platform/id.ts'

export interface VendorFilter {
  readonly q?: string
  /** Left out: those that are not. */
  readonly archived?: boolean
}

export type VendorStore = ReturnType<typeof createVendorStore>

const SEARCHED = ['name', 'taxId', 'phone', 'email', 'note'] as const

export const createVendorStore = ({ database, clock }: { readonly database: Database; readonly clock: Clock }) => ({
  /** By name; one more than the limit, for `cutPage`. */
  list: (limit: number, cursor: string | undefined, { q = '', archived = false }: VendorFilter) =>
    database.vendor.findMany({
      where: {
        archivedAt: archived ? { not: null } : null,
        ...(q === '' ? {} : { OR: SEARCHED.map((field) => ({ [field]: { contains: q } })) }),
      },
      orderBy: [{ name: 'asc' }, { id: 'asc' }],
      take: limit + 1,
      ...(cursor === undefined ? {} : { cursor: { id: cursor }, skip: 1 }),
    }),

  /** Null: there is none. */
  find: (id: string): Promise<Prisma.VendorModel | null> => database.vendor.findUnique({ where: { id } }),

  /** @throws Failure VENDOR_TAX_ID_WRONG, VENDOR_CONTRACT_DATES */
  create: (input: VendorInput): Promise<Prisma.VendorModel> => {
    requireRight(input)
    return database.vendor.create({ data: { ...input, id: newId(), createdAt: new Date(clock.now()) } })
  },

  /** @throws Failure as `create`, NOT_FOUND, VENDOR_CHANGED when another version is kept than was seen */
  change: async (id: string, input: VendorInput, version: number): Promise<Prisma.VendorModel> => {
    requireRight(input)
    const { count } = await database.vendor.updateMany({
      where: { id, version },
      data: { ...input, version: version + 1 },
    })
    const row = await database.vendor.findUnique({ where: { id } })
    if (row === null) throw new Failure('NOT_FOUND')
    if (count !== 1) throw new Failure('VENDOR_CHANGED')
    return row
  },

  /** No longer offered, or again; all that it did stays. @throws Failure NOT_FOUND, VENDOR_BUSY while a visit of it is open */
  archive: async (id: string, archived: boolean): Promise<Prisma.VendorModel> => {
    const open = { vendorId: id, state: { in: ['proposed', 'agreed', 'arrived'] } }
    if (archived && (await database.visit.count({ where: open })) > 0) throw new Failure('VENDOR_BUSY')
    const { count } = await database.vendor.updateMany({
      where: { id },
      data: { archivedAt: archived ? new Date(clock.now()) : null, version: { increment: 1 } },
    })
    const row = count === 0 ? null : await database.vendor.findUnique({ where: { id } })
    if (row === null) throw new Failure('NOT_FOUND')
    return row
  },
})

const requireRight = ({ taxId, contracts }: VendorInput): void => {
  if (taxId !== '' && !isTaxId(taxId)) throw new Failure('VENDOR_TAX_ID_WRONG', { taxId })
  const turned = contracts.find(({ from, until }) => until < from)
  if (turned !== undefined) throw new Failure('VENDOR_CONTRACT_DATES', { title: turned.title })
}
