import { rule, type CorpusRule } from "./corpus-rule.ts";

/** Rules on a subsidy claim: S01 to S20. */
export const subsidyRules: readonly CorpusRule[] = [
  rule({
    id: "S01",
    says: "The approved sum is above the cap",
    limits: {},
    cel: `event.subsidy.approval.amount > event.subsidy.programme.cap`,
    js:
      () =>
      ({ subsidy: { approval, programme } }) =>
        approval.amount > programme.cap,
  }),
  rule({
    id: "S02",
    says: "The applicant is dead",
    limits: {},
    cel: `event.subsidy.applicant.deceased == true`,
    js: () => (event) => event.subsidy.applicant.deceased,
  }),
  rule({
    id: "S03",
    says: "A member of the household earns more than the limit",
    limits: { times: 2 },
    cel: `event.subsidy.household.exists(m, m.income > event.subsidy.programme.incomeLimit * {times})`,
    js:
      ({ times }) =>
      ({ subsidy: { household, programme } }) =>
        household.some((member) => member.income > programme.incomeLimit * times),
  }),
  rule({
    id: "S04",
    says: "The household owns too many cars",
    limits: { cars: 2 },
    cel: `event.subsidy.household.exists(m, m.cars >= {cars}) || size(event.subsidy.household.filter(m, m.cars > 0)) >= {cars}`,
    js:
      ({ cars }) =>
      ({ subsidy: { household } }) =>
        household.some((member) => member.cars >= cars) ||
        household.filter((member) => member.cars > 0).length >= cars,
  }),
  rule({
    id: "S05",
    says: "A payment went to somebody outside the household",
    limits: {},
    cel: `event.subsidy.payments.exists(p, !(p.payee in event.subsidy.household.map(m, m.id)))`,
    js:
      () =>
      ({ subsidy: { payments, household } }) =>
        payments.some((payment) => !household.some((member) => member.id === payment.payee)),
  }),
  rule({
    id: "S06",
    says: "A payment went to another account than the applicant's",
    limits: { floor: 0 },
    cel: `event.subsidy.payments.exists(p, p.amount > {floor} && p.account != event.subsidy.applicant.account)`,
    js:
      ({ floor }) =>
      ({ subsidy: { payments, applicant } }) =>
        payments.some((payment) => payment.amount > floor && payment.account !== applicant.account),
  }),
  rule({
    id: "S07",
    says: "A payment is not in proportion to the approved sum",
    limits: { percent: 50 },
    cel: `event.subsidy.payments.exists(p, p.amount * 100 > event.subsidy.approval.amount * {percent})`,
    js:
      ({ percent }) =>
      ({ subsidy: { payments, approval } }) =>
        payments.some((payment) => payment.amount * 100 > approval.amount * percent),
  }),
  rule({
    id: "S08",
    says: "The claim was decided within a day",
    limits: { hours: 24 },
    cel: `timestamp(event.subsidy.approval.decidedAt) - timestamp(event.subsidy.approval.appliedAt) < duration("{hours}h")`,
    js:
      ({ hours }) =>
      ({ subsidy: { approval } }) =>
        Date.parse(approval.decidedAt) - Date.parse(approval.appliedAt) < hours * 3_600_000,
  }),
  rule({
    id: "S09",
    says: "No check passed with enough photos",
    limits: { photos: 3 },
    cel: `!event.subsidy.checks.exists(c, c.passed && c.photos >= {photos})`,
    js:
      ({ photos }) =>
      ({ subsidy: { checks } }) =>
        !checks.some((check) => check.passed && check.photos >= photos),
  }),
  rule({
    id: "S10",
    says: "The approver checked the claim himself",
    limits: {},
    cel: `event.subsidy.checks.exists(c, c.by == event.subsidy.approval.by)`,
    js:
      () =>
      ({ subsidy: { checks, approval } }) =>
        checks.some((check) => check.by === approval.by),
  }),
  rule({
    id: "S11",
    says: "The identity number is malformed",
    limits: {},
    cel: `!event.subsidy.applicant.idNumber.matches("^[1-9][0-9]{5}(19|20)[0-9]{9}[0-9X]$")`,
    js: () => {
      const pattern = /^[1-9][0-9]{5}(19|20)[0-9]{9}[0-9X]$/;
      return (event) => !pattern.test(event.subsidy.applicant.idNumber);
    },
  }),
  rule({
    id: "S12",
    says: "A parcel is larger than plausible",
    limits: { area: 48.5 },
    cel: `event.subsidy.parcels.exists(p, p.area > {area} || p.area <= 0.0)`,
    js:
      ({ area }) =>
      ({ subsidy: { parcels } }) =>
        parcels.some((parcel) => parcel.area > area || parcel.area <= 0),
  }),
  rule({
    id: "S13",
    says: "A parcel carries a crop that the programme does not support",
    limits: {},
    cel: `event.subsidy.programme.code.startsWith("GRAIN") && event.subsidy.parcels.exists(p, !(p.crop in ["wheat", "rice", "maize", "soy"]))`,
    js: () => {
      const crops = new Set(["wheat", "rice", "maize", "soy"]);
      return ({ subsidy: { programme, parcels } }) =>
        programme.code.startsWith("GRAIN") && parcels.some((parcel) => !crops.has(parcel.crop));
    },
  }),
  rule({
    id: "S14",
    says: "A claimed period is empty or runs backwards",
    limits: { days: 30 },
    cel: `event.subsidy.parcels.exists(p, p.until - p.from < {days})`,
    js:
      ({ days }) =>
      ({ subsidy: { parcels } }) =>
        parcels.some((parcel) => parcel.until - parcel.from < days),
  }),
  rule({
    id: "S15",
    says: "The same plot is claimed twice for overlapping periods",
    limits: {},
    cel: `event.subsidy.parcels.exists(a, event.subsidy.parcels.exists(b, a.plot == b.plot && a.from < b.from && b.from < a.until))`,
    js:
      () =>
      ({ subsidy: { parcels } }) =>
        parcels.some((a) => parcels.some((b) => a.plot === b.plot && a.from < b.from && b.from < a.until)),
  }),
  rule({
    id: "S16",
    says: "The account serves many payees",
    limits: { payees: 3 },
    cel: `event.features.payeesOfAccount > {payees}`,
    js:
      ({ payees }) =>
      ({ features }) =>
        features.payeesOfAccount > payees,
  }),
  rule({
    id: "S17",
    says: "Several claims in a year by a household without income",
    limits: { claims: 2 },
    cel: `event.features.claimsInYear > {claims} && event.subsidy.household.all(m, m.income == 0)`,
    js:
      ({ claims }) =>
      ({ features, subsidy: { household } }) =>
        features.claimsInYear > claims && household.every((member) => member.income === 0),
  }),
  rule({
    id: "S18",
    says: "The applicant's age does not fit the programme",
    limits: { oldAge: 60, youth: 16 },
    cel: `(event.subsidy.programme.code == "ELDER-01" && event.subsidy.applicant.age < {oldAge}) || event.subsidy.applicant.age < {youth}`,
    js:
      ({ oldAge, youth }) =>
      ({ subsidy: { programme, applicant } }) =>
        (programme.code === "ELDER-01" && applicant.age < oldAge) || applicant.age < youth,
  }),
  rule({
    id: "S19",
    says: "The opinion is a set phrase",
    limits: { characters: 6 },
    cel: `has(event.subsidy.approval.opinion) && (event.subsidy.approval.opinion in ["同意", "已阅", "ok", "agreed"] || size(event.subsidy.approval.opinion) < {characters})`,
    js:
      ({ characters }) =>
      ({ subsidy: { approval } }) =>
        approval.opinion !== undefined &&
        (approval.opinion === "同意" ||
          approval.opinion === "已阅" ||
          approval.opinion === "ok" ||
          approval.opinion === "agreed" ||
          approval.opinion.length < characters),
  }),
  rule({
    id: "S20",
    says: "The sum of a month is not the whole month's share",
    limits: { months: 12, tolerance: 100 },
    cel: `event.subsidy.payments.exists(p, p.month >= 1 && p.month <= {months} && p.amount - event.subsidy.approval.amount / {months} > {tolerance})`,
    js:
      ({ months, tolerance }) =>
      ({ subsidy: { payments, approval } }) =>
        payments.some(
          (payment) =>
            payment.month >= 1 &&
            payment.month <= months &&
            payment.amount - Math.trunc(approval.amount / months) > tolerance,
        ),
  }),
];
