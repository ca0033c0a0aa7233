import type { ApiResponse } from '../../api/request.ts'
import { internalError, StatusError } from '../../apimachinery/status.ts'

/** The answer that an error is. What is no error of the API is told in one line. */
export function errorAnswer(error: unknown): ApiResponse {
  const told = error instanceof StatusError ? error : internalError((error as Error).message)
  return { code: told.status.code, body: told.status, warnings: told.warnings }
}
