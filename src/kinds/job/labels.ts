/** The labels of a job's pods, by the names of today and those of before; and what tells the pods of an Indexed job apart. */
export const CONTROLLER_UID = 'batch.kubernetes.io/controller-uid'
export const JOB_NAME = 'batch.kubernetes.io/job-name'
export const LEGACY_CONTROLLER_UID = 'controller-uid'
export const LEGACY_JOB_NAME = 'job-name'
/** Label and annotation alike. */
export const COMPLETION_INDEX = 'batch.kubernetes.io/job-completion-index'
/** Keeps a job's pods until they have been counted. */
export const TRACKING_FINALIZER = 'batch.kubernetes.io/job-tracking'
