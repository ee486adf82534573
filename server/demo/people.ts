/** The people of the demo school. None of them has a password: nobody can sign in as one. */
import type { AccountStore, NewUser } from '../accounts/store.ts'
import type { Database } from '../platform/database.ts'

/** Someone with the name that others read. */
export interface DemoPerson {
  readonly id: string
  /** The account's. */
  readonly name: string
  readonly fullName: string
}

type Part = Pick<NewUser, 'name' | 'fullName' | 'role'> & { readonly office?: string }

const PARTS = {
  head: { name: 'demo-head', fullName: '林雅婷（示範組長）', role: 'head' },
  operator: { name: 'demo-operator', fullName: '張家豪（示範技士）', role: 'operator' },
  teacher: { name: 'demo-teacher', fullName: '陳怡君（示範老師）', role: 'teacher' },
  librarian: { name: 'demo-librarian', fullName: '黃淑芬（示範老師）', role: 'teacher' },
  generalAffairs: {
    ...{ name: 'demo-general', fullName: '許麗華（示範庶務組長）', role: 'teacher' },
    office: 'general-affairs',
  },
  accounting: { name: 'demo-accounting', fullName: '郭志明（示範會計主任）', role: 'teacher', office: 'accounting' },
} as const satisfies Readonly<Record<string, Part>>

export type Cast = Readonly<Record<keyof typeof PARTS, DemoPerson>>

export interface CastDeps {
  readonly database: Pick<Database, 'user'>
  readonly accounts: Pick<AccountStore, 'create' | 'update'>
}

/** One of them, made when the school does not have that account yet. */
export const demoPerson = async ({ database, accounts }: CastDeps, part: keyof typeof PARTS): Promise<DemoPerson> => {
  const { name, fullName, role, ...more }: Part = PARTS[part]
  const known = await database.user.findFirst({ where: { name } })
  const { id } = known ?? (await accounts.create({ name, fullName, role, password: null, language: 'zh-TW' }))
  // A start that was cut short may have left it out.
  if (more.office !== undefined && (known === null || known.office === ''))
    await accounts.update(id, { office: more.office })
  return { id, name, fullName: known?.fullName ?? fullName }
}

export const demoCast = async (deps: CastDeps): Promise<Cast> => ({
  head: await demoPerson(deps, 'head'),
  operator: await demoPerson(deps, 'operator'),
  teacher: await demoPerson(deps, 'teacher'),
  librarian: await demoPerson(deps, 'librarian'),
  generalAffairs: await demoPerson(deps, 'generalAffairs'),
  accounting: await demoPerson(deps, 'accounting'),
})
