export type {
  AdapterApp,
  AdapterRoutes,
  AdapterUnderTest,
  Answer,
  Fixture,
  FixtureOptions,
  OpenFixture,
  PostOptions,
  SuiteTest,
} from "./adapter.ts";
export { check, draftFor, refusedWith, stages } from "./drafts.ts";
export { actType } from "./rules.ts";
export { conformanceSuite } from "./suite.ts";
