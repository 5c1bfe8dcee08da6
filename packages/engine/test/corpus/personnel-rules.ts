import { rule, type CorpusRule } from "./corpus-rule.ts";

/** Rules on a personnel decision: H01 to H22. */
export const personnelRules: readonly CorpusRule[] = [
  rule({
    id: "H01",
    says: "The unit appoints beyond its quota",
    limits: { spare: 0 },
    cel: `event.personnel.post.filled + 1 > event.personnel.post.quota + {spare}`,
    js:
      ({ spare }) =>
      ({ personnel: { post } }) =>
        post.filled + 1 > post.quota + spare,
  }),
  rule({
    id: "H02",
    says: "The promotion skips a grade",
    limits: { steps: 1 },
    cel: `event.personnel.post.grade - event.personnel.chosen.grade > {steps}`,
    js:
      ({ steps }) =>
      ({ personnel: { post, chosen } }) =>
        post.grade - chosen.grade > steps,
  }),
  rule({
    id: "H03",
    says: "Too little time in the present grade",
    limits: { months: 24 },
    cel: `event.personnel.post.grade > event.personnel.chosen.grade && event.personnel.chosen.monthsInGrade < {months}`,
    js:
      ({ months }) =>
      ({ personnel: { post, chosen } }) =>
        post.grade > chosen.grade && chosen.monthsInGrade < months,
  }),
  rule({
    id: "H04",
    says: "The chosen person is past the age for a first appointment",
    limits: { age: 55 },
    cel: `event.personnel.chosen.age >= {age} && event.personnel.post.grade > event.personnel.chosen.grade`,
    js:
      ({ age }) =>
      ({ personnel: { post, chosen } }) =>
        chosen.age >= age && post.grade > chosen.grade,
  }),
  rule({
    id: "H05",
    says: "A sanction still has effect",
    limits: { months: 18 },
    cel: `event.personnel.chosen.sanctions.exists(s, s.kind in ["demerit", "demotion", "removal"] && s.monthsAgo < {months})`,
    js:
      ({ months }) =>
      ({ personnel: { chosen } }) =>
        chosen.sanctions.some(
          (sanction) =>
            (sanction.kind === "demerit" || sanction.kind === "demotion" || sanction.kind === "removal") &&
            sanction.monthsAgo < months,
        ),
  }),
  rule({
    id: "H06",
    says: "A relative leads the unit",
    limits: {},
    cel: `event.personnel.chosen.relatives.exists(r, r.leads && r.unit == event.personnel.post.unit)`,
    js:
      () =>
      ({ personnel: { chosen, post } }) =>
        chosen.relatives.some((relative) => relative.leads && relative.unit === post.unit),
  }),
  rule({
    id: "H07",
    says: "A relative sits on the panel and did not abstain",
    limits: {},
    cel: `event.personnel.panel.exists(p, !p.abstained && event.personnel.chosen.relatives.exists(r, r.id == p.id))`,
    js:
      () =>
      ({ personnel: { panel, chosen } }) =>
        panel.some(
          (member) => !member.abstained && chosen.relatives.some((relative) => relative.id === member.id),
        ),
  }),
  rule({
    id: "H08",
    says: "Declared and verified assets differ",
    limits: { percent: 10 },
    cel: `(event.personnel.chosen.verified - event.personnel.chosen.declared) * 100 > event.personnel.chosen.declared * {percent}`,
    js:
      ({ percent }) =>
      ({ personnel: { chosen } }) =>
        (chosen.verified - chosen.declared) * 100 > chosen.declared * percent,
  }),
  rule({
    id: "H09",
    says: "Another candidate did better in the written part and in the interview",
    limits: { margin: 4 },
    cel: `event.personnel.candidates.exists(c, c.id == event.personnel.chosen.id && event.personnel.candidates.exists(o, o.written > c.written + {margin} && o.interview > c.interview + {margin}))`,
    js:
      ({ margin }) =>
      ({ personnel: { candidates, chosen } }) =>
        candidates.some(
          (candidate) =>
            candidate.id === chosen.id &&
            candidates.some(
              (other) =>
                other.written > candidate.written + margin && other.interview > candidate.interview + margin,
            ),
        ),
  }),
  rule({
    id: "H10",
    says: "Two candidates left the same telephone",
    limits: {},
    cel: `event.personnel.candidates.exists(a, event.personnel.candidates.exists(b, a.id != b.id && a.phone == b.phone))`,
    celDistinct: `size(distinct(event.personnel.candidates.map(c, c.phone))) < size(event.personnel.candidates)`,
    js:
      () =>
      ({ personnel: { candidates } }) =>
        candidates.some((a) => candidates.some((b) => a.id !== b.id && a.phone === b.phone)),
  }),
  rule({
    id: "H11",
    says: "Interview marks contradict written marks",
    limits: { gap: 35 },
    cel: `event.personnel.candidates.exists(c, c.interview - c.written > {gap})`,
    js:
      ({ gap }) =>
      ({ personnel: { candidates } }) =>
        candidates.some((candidate) => candidate.interview - candidate.written > gap),
  }),
  rule({
    id: "H12",
    says: "The meeting lacked a quorum",
    limits: { percent: 67 },
    cel: `event.personnel.meeting.present * 100 < event.personnel.meeting.expected * {percent}`,
    js:
      ({ percent }) =>
      ({ personnel: { meeting } }) =>
        meeting.present * 100 < meeting.expected * percent,
  }),
  rule({
    id: "H13",
    says: "No majority, or more votes than people",
    limits: { half: 2 },
    cel: `event.personnel.meeting.inFavour * {half} <= event.personnel.meeting.expected || event.personnel.meeting.inFavour + event.personnel.meeting.against > event.personnel.meeting.present`,
    js:
      ({ half }) =>
      ({ personnel: { meeting } }) =>
        meeting.inFavour * half <= meeting.expected || meeting.inFavour + meeting.against > meeting.present,
  }),
  rule({
    id: "H14",
    says: "The minutes are missing or too short",
    limits: { characters: 30 },
    cel: `!has(event.personnel.meeting.minutes) || size(event.personnel.meeting.minutes) < {characters}`,
    js:
      ({ characters }) =>
      ({ personnel: { meeting } }) =>
        meeting.minutes === undefined || meeting.minutes.length < characters,
  }),
  rule({
    id: "H15",
    says: "The public notice was too short",
    limits: { hours: 120 },
    cel: `timestamp(event.personnel.publicity.endAt) < timestamp(event.personnel.publicity.startAt) + duration("{hours}h")`,
    js:
      ({ hours }) =>
      ({ personnel: { publicity } }) =>
        Date.parse(publicity.endAt) < Date.parse(publicity.startAt) + hours * 3_600_000,
  }),
  rule({
    id: "H16",
    says: "Objections were raised and the meeting still agreed",
    limits: { objections: 2 },
    cel: `event.personnel.publicity.objections >= {objections} && event.personnel.meeting.inFavour > event.personnel.meeting.against`,
    js:
      ({ objections }) =>
      ({ personnel: { publicity, meeting } }) =>
        publicity.objections >= objections && meeting.inFavour > meeting.against,
  }),
  rule({
    id: "H17",
    says: "Allowance and bonus exceed the base pay",
    limits: { percent: 150 },
    cel: `(event.personnel.pay.allowance + event.personnel.pay.bonus) * 100 > event.personnel.pay.base * {percent}`,
    js:
      ({ percent }) =>
      ({ personnel: { pay } }) =>
        (pay.allowance + pay.bonus) * 100 > pay.base * percent,
  }),
  rule({
    id: "H18",
    says: "The chosen person is no candidate, or had no votes",
    limits: { votes: 0 },
    cel: `!event.personnel.candidates.exists_one(c, c.id == event.personnel.chosen.id && c.votes > {votes})`,
    js:
      ({ votes }) =>
      ({ personnel: { candidates, chosen } }) =>
        candidates.filter((candidate) => candidate.id === chosen.id && candidate.votes > votes).length !== 1,
  }),
  rule({
    id: "H19",
    says: "The education entry is not one of the recognised ones",
    limits: {},
    cel: `!event.personnel.chosen.education.matches("^(secondary|college|bachelor|master|doctor)(, (part|full)-time)?$")`,
    js: () => {
      const pattern = /^(secondary|college|bachelor|master|doctor)(, (part|full)-time)?$/;
      return (event) => !pattern.test(event.personnel.chosen.education);
    },
  }),
  rule({
    id: "H20",
    says: "The panel is too small once those who abstained are gone",
    limits: { members: 5 },
    cel: `size(event.personnel.panel.filter(p, !p.abstained)) < {members}`,
    js:
      ({ members }) =>
      ({ personnel: { panel } }) =>
        panel.filter((member) => !member.abstained).length < members,
  }),
  rule({
    id: "H21",
    says: "Most of the panel comes from the unit that hires",
    limits: { percent: 50 },
    cel: `size(event.personnel.panel.filter(p, p.unit == event.personnel.post.unit)) * 100 > size(event.personnel.panel) * {percent}`,
    js:
      ({ percent }) =>
      ({ personnel: { panel, post } }) =>
        panel.filter((member) => member.unit === post.unit).length * 100 > panel.length * percent,
  }),
  rule({
    id: "H22",
    says: "All candidates come from one school",
    limits: { candidates: 3 },
    cel: `size(event.personnel.candidates) >= {candidates} && event.personnel.candidates.all(c, c.school == event.personnel.candidates[0].school)`,
    js:
      ({ candidates: least }) =>
      ({ personnel: { candidates } }) =>
        candidates.length >= least &&
        candidates.every((candidate) => candidate.school === candidates[0]?.school),
  }),
];
