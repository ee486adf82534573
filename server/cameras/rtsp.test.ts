import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { describeRequest, hasVideo, readAnswer, streamPlace } from './rtsp.ts'

describe('where a stream is', () => {
  it('is a port and a path; the host and an account in the address are left behind', () => {
    expect(streamPlace('rtsp://10.1.20.31:8554/main?profile=1&x=2')).toEqual({
      secure: false,
      port: 8554,
      path: '/main?profile=1&x=2',
    })
    expect(streamPlace('rtsp://user:secret@elsewhere.example')).toEqual({ secure: false, port: 554, path: '/' })
  })

  it('is behind TLS by its scheme, or by the port that is kept for it', () => {
    expect(streamPlace('rtsps://10.1.20.31/main')).toEqual({ secure: true, port: 322, path: '/main' })
    expect(streamPlace('rtsps://10.1.20.31:8322/main')).toMatchObject({ secure: true, port: 8322 })
    expect(streamPlace('rtsp://10.1.20.31:322/main')).toMatchObject({ secure: true, port: 322 })
  })

  it('is none of what no camera needs', () => {
    for (const uri of [
      '',
      'http://10.1.20.31/main',
      'rtsp:main',
      'rtsp://10.1.20.31:0/',
      `rtsp://a/${'x'.repeat(1000)}`,
    ])
      expect(streamPlace(uri)).toBeNull()
  })

  it('never carries a line of its own into the request', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (tail) => {
        const place = streamPlace(`rtsp://10.1.20.31/${tail}`)
        if (place === null) return
        const request = describeRequest(`rtsp://10.1.20.31:${place.port}${place.path}`, 1, '')
        expect(request.split('\r\n')).toHaveLength(6)
        expect(request).toMatch(/^DESCRIBE \S+ RTSP\/1\.0\r\nCSeq: 1\r\n/)
      }),
    )
  })
})

describe('an answer of RTSP', () => {
  const whole =
    'RTSP/1.0 401 Unauthorized\r\nCSeq: 1\r\nwww-authenticate: Digest realm="a", nonce="b"\r\nWWW-Authenticate: Basic realm="a"\r\nContent-Length: 4\r\n\r\nv=0\n'

  it('is read with its challenges, those in the clear left out', () => {
    expect(readAnswer(`${whole}more`)).toEqual({
      status: 401,
      challenges: ['Digest realm="a", nonce="b"'],
      body: 'v=0\n',
    })
    expect(readAnswer('RTSP/1.0 200 OK\r\n\r\nv=0')).toMatchObject({ status: 200, body: '' })
  })

  it('is waited for until it is whole, wherever it is cut', () => {
    for (let length = 0; length < whole.length; length++) expect(readAnswer(whole.slice(0, length))).toBe('more')
  })

  it('is nothing else', () => {
    for (const text of ['HTTP/1.1 200 OK\r\n\r\n', 'RTSP/1.0 200 OK\r\nContent-Length: much\r\n\r\n', 'x'.repeat(13)])
      expect(readAnswer(text)).toBe('broken')
  })

  it('tells of video or of none', () => {
    expect(hasVideo('v=0\r\ns=-\r\nm=audio 0 RTP/AVP 97\r\nm=video 0 RTP/AVP 96\r\n')).toBe(true)
    expect(hasVideo('v=0\r\ni=m=video 0\r\nm=audio 0 RTP/AVP 97\r\n')).toBe(false)
    expect(hasVideo('<html>')).toBeNull()
  })
})
