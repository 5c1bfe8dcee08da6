/** A step that somebody makes with a case, as it was planned. */
export interface PlannedStep {
  readonly subject: string;
  readonly step: "assign" | "accept" | "dispose" | "apply";
}

/** What happens on each day. */
export interface DayPlan {
  /** Subjects of alerts that come in. */
  readonly alerts: readonly { readonly subject: string; readonly unit: string }[];
  readonly steps: PlannedStep[];
}

/** Numbers from 0 to 1 of a seed. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const steps = ["assign", "accept", "dispose", "apply"] as const;
/** Days after the step before by which it is in time as a rule, and by which it is late. */
const usual = [1, 1, 12, 8] as const;

/** Spreads alerts over units and days: half of the people are in time, a third are late, and the rest stop half-way. */
export function planYear(
  { alerts, days, seed }: { readonly alerts: number; readonly days: number; readonly seed: number },
  units: readonly string[],
): readonly DayPlan[] {
  const random = randomOf(seed);
  const plan = Array.from(
    { length: days },
    (): DayPlan & { alerts: { subject: string; unit: string }[] } => ({
      alerts: [],
      steps: [],
    }),
  );
  for (let n = 0; n < alerts; n += 1) {
    const subject = `year-${n + 1}`;
    const first = Math.floor(random() * days);
    plan[first]?.alerts.push({ subject, unit: units[n % units.length] ?? "" });
    const kind = random();
    let day = first;
    for (const [index, step] of steps.entries()) {
      // Somebody who stops half-way never makes the next step.
      if (kind > 0.83 && random() < 0.4) break;
      const slow = kind > 0.5 ? Math.floor(random() * 25) : 0;
      day += Math.max(1, Math.floor(random() * (usual[index] ?? 1)) + slow);
      plan[day]?.steps.push({ subject, step });
    }
  }
  return plan;
}
