import type { Personnel } from "./corpus-event.ts";
import type { Random } from "./random.ts";

const educations = [
  "bachelor, full-time",
  "master",
  "college, part-time",
  "doctor, full-time",
  "MBA (abroad)",
] as const;
const schools = ["Tsinghua", "Wuhan", "Zhejiang", "Lanzhou", "Party school"] as const;
const start = Date.parse("2026-05-11T01:00:00Z");
const after = (hours: number): string => new Date(start + hours * 3_600_000).toISOString();

const makeChosen = (random: Random, id: string, unit: string): Personnel["chosen"] => {
  const declared = random.int(10_000_000, 400_000_000);
  return {
    id,
    age: random.int(28, 58),
    grade: random.int(3, 6),
    monthsInGrade: random.int(14, 90),
    education: random.pick(educations),
    declared,
    verified: Math.round((declared * random.int(97, 113)) / 100),
    sanctions: random.chance(0.2)
      ? [{ kind: random.pick(["warning", "demerit", "demotion"]), monthsAgo: random.int(3, 60) }]
      : [],
    relatives: [
      {
        id: `P-${random.int(1000, 9999)}`,
        relation: "spouse",
        unit: `U-${random.int(100, 999)}`,
        leads: random.chance(0.2),
      },
      {
        id: random.chance(0.05) ? "P-PANEL1" : `P-${random.int(1000, 9999)}`,
        relation: "brother",
        unit: random.chance(0.1) ? unit : `U-${random.int(100, 999)}`,
        leads: random.chance(0.6),
      },
    ],
  };
};

const makeCandidates = (random: Random): Personnel["candidates"] => {
  const school = random.chance(0.05) ? random.pick(schools) : undefined;
  const shared = `hk1:${random.int(1e8, 9e8).toString(36)}`;
  return Array.from({ length: random.int(6, 9) }, (_, at) => ({
    id: `C-${at + 1}`,
    phone: random.chance(0.03) ? shared : `hk1:${random.int(1e8, 9e8).toString(36)}`,
    school: school ?? random.pick(schools),
    written: random.int(55, 95),
    interview: random.int(60, 96),
    votes: random.int(0, 9),
  }));
};

/** A personnel decision with six to nine candidates. */
export const makePersonnel = (random: Random): Personnel => {
  const unit = `U-${random.int(100, 999)}`;
  const quota = random.int(4, 12);
  const expected = random.int(7, 13);
  const present = expected - random.int(0, 4);
  const against = random.int(0, 2);
  const meeting = {
    heldAt: after(-48),
    expected,
    present,
    inFavour: present - against - random.int(-1, 4),
    against,
  };
  const base = random.int(500_000, 1_500_000);
  return {
    post: {
      id: `POST-${random.int(100, 999)}`,
      unit,
      grade: random.int(4, 7),
      quota,
      filled: quota - random.int(0, 4),
    },
    chosen: makeChosen(random, random.chance(0.96) ? "C-1" : "C-99", unit),
    candidates: makeCandidates(random),
    panel: Array.from({ length: 6 }, (_, at) => ({
      id: `P-PANEL${at + 1}`,
      unit: random.chance(0.35) ? unit : `U-${random.int(100, 999)}`,
      abstained: random.chance(0.12),
    })),
    meeting: random.chance(0.9)
      ? {
          ...meeting,
          minutes: random.pick([
            "会议逐一听取了考察情况汇报，就人选的德能勤绩廉进行了讨论，并进行了无记名投票。",
            "Each candidate was discussed, then a secret ballot.",
            "同意",
          ]),
        }
      : meeting,
    publicity: {
      startAt: after(0),
      endAt: after(random.pick([96, 120, 168])),
      objections: random.pick([0, 0, 0, 1, 3]),
    },
    pay: {
      base,
      allowance: Math.round((base * random.int(20, 90)) / 100),
      bonus: Math.round((base * random.int(10, 90)) / 100),
    },
  };
};
