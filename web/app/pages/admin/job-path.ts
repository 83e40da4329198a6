export const jobPath = ({ id, kind }: { id: string; kind: string }) => `/admin/jobs/${kind}/${id}`
