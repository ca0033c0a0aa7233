import type { ApiRequest, ApiResponse } from '../api/request.ts'
import type { UserInfo } from '../kinds/kind.ts'

/** Whoever answers the requests that come over HTTP: the cluster. */
export interface Backend {
  /** Throws StatusError for what the API refuses; anything else is a defect, or the state file cannot be used. */
  request(request: ApiRequest, user: UserInfo): Promise<ApiResponse>
}
