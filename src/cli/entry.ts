import { main, ProcessIo } from './main.ts'

void main(process.argv.slice(2), new ProcessIo()).then(code => {
  process.exitCode = code
})
