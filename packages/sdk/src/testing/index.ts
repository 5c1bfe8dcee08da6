export type { TestProbity, TestProbityOptions } from "./create-test-probity.ts";
export { createTestProbity } from "./create-test-probity.ts";
export type { FakeClock } from "./fake-clock.ts";
export { createFakeClock } from "./fake-clock.ts";
