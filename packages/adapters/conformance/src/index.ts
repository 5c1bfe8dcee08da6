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
export { check, draftFor, expectRefused, stages } from "./drafts.ts";
export { actType } from "./rules.ts";
export { conformanceSuite } from "./suite.ts";
