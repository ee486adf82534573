import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Where `vite control-panel` finds a running server while someone works on the panel. */
const server = process.env.NOONCAST_SERVER ?? 'http://localhost:8080'
const passedOn = ['/api', '/media', '/segments', '/channels', '/player', '/healthz', '/calendar']

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/',
  plugins: [react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 900,
  },
  server: {
    proxy: {
      ...Object.fromEntries(passedOn.map((path) => [path, { target: server }])),
      '/socket.io': { target: server, ws: true },
    },
  },
})
