import { tests } from "@bufbuild/cel-spec/testdata/conformance.js";

/** A test of the CEL conformance suite, as far as it is read here. */
export interface ConformanceTest {
  /** `suite/section/name` */
  readonly path: string;
  readonly suite: string;
  readonly section: string;
  readonly original: { readonly expr: string; readonly name?: string; readonly [key: string]: unknown };
}

interface Suite {
  readonly name: string;
  readonly suites?: readonly Suite[];
  readonly tests?: readonly { readonly original: ConformanceTest["original"] }[];
}

/** Every test of the suite, flat. */
export function conformanceTests(): ConformanceTest[] {
  const root: Suite = tests;
  return (root.suites ?? []).flatMap((suite) =>
    (suite.suites ?? []).flatMap((section) =>
      (section.tests ?? []).map(({ original }) => ({
        path: `${suite.name}/${section.name}/${original.name ?? original.expr}`,
        suite: suite.name,
        section: section.name,
        original,
      })),
    ),
  );
}
