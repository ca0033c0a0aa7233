import { main, ProcessIo } from './main.ts'

process.exitCode = await main(process.argv.slice(2), new ProcessIo())
