/** Route schema of the operator API. */
export const operation = (operationId: string, summary: string, more: object = {}): object => ({
  operationId,
  summary,
  tags: ["operator"],
  ...more,
});
