import { describe, expect, it } from 'vitest'
import { ConfigError, readConfig } from './config.ts'

describe('readConfig', () => {
  it('has a default for everything', () => {
    expect(readConfig({}, [])).toMatchObject({
      host: '0.0.0.0',
      port: 8080,
      timeZone: 'Asia/Taipei',
      demo: false,
      at: null,
    })
  })

  it('reads a rehearsal instant as the school’s wall clock', () => {
    expect(readConfig({}, ['--at', '2026-11-27T12:03:30']).at).toBe(Date.parse('2026-11-27T04:03:30Z'))
    expect(readConfig({ AT: '2026-11-27T12:03:30+09:00' }, []).at).toBe(Date.parse('2026-11-27T03:03:30Z'))
  })

  it('lets the command line win over the environment', () => {
    expect(readConfig({ PORT: '81' }, ['--port=82', '--demo'])).toMatchObject({ port: 82, demo: true })
  })

  it.each([
    [{ PORT: 'eighty' }, 'PORT=eighty'],
    [{ PORT: '70000' }, 'PORT=70000'],
    [{ SCHOOL_TIME_ZONE: 'Asia/Taichung' }, 'SCHOOL_TIME_ZONE=Asia/Taichung'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL=loud'],
    [{ DATABASE_URL: 'mysql://u:secret@h/d' }, 'DATABASE_URL=mysql://…@h/d'],
    [{ AT: 'noon' }, 'AT=noon'],
    [{ OIDC_ISSUER: 'https://id.test' }, 'PUBLIC_URL='],
    [{ OIDC_ISSUER: 'http://id.test', PUBLIC_URL: 'https://noon.test' }, 'OIDC_ISSUER=http://id.test'],
    [{ OIDC_ISSUER: 'https://id.test', PUBLIC_URL: 'https://noon.test/x' }, 'PUBLIC_URL=https://noon.test/x'],
    [{ OIDC_ISSUER: 'https://id.test', PUBLIC_URL: 'https://noon.test', OIDC_CLIENT_ID: 'a' }, 'OIDC_CLIENT_SECRET='],
  ])('names a wrong variable: %o', (environment, line) => {
    expect(() => readConfig(environment, [])).toThrow(ConfigError)
    expect(() => readConfig(environment, [])).toThrow(line)
  })

  it('never repeats a password that is too short', () => {
    expect(() => readConfig({ ADMIN_PASSWORD: 'hunter2' }, [])).toThrow(/^ADMIN_PASSWORD=…: at least 8/)
  })

  it('refuses an option it does not know', () => {
    expect(() => readConfig({}, ['--demmo'])).toThrow('--demmo')
  })
})
