// Written from the C# records in src/Dashboard/Views, which say what each member means:
// HYPERSEARCH_WRITE_MODEL=1 dotnet test tests/Dashboard.Tests --filter PageModelTests

export interface PageData {
  live: boolean;
  made: string;
  studies: StudyData[];
}

export interface Hello {
  program: string;
  folders: string[];
}

export interface StudyUpdate {
  index: number;
  page: StudyPage | null;
  trials: TrialView[];
  isWhole: boolean;
  fault: string | null;
}

export interface StudyData {
  page: StudyPage;
  trials: TrialView[];
}

export interface StudyPage {
  name: string;
  folder: string;
  state: string;
  seed: string;
  program: string;
  objective: ObjectiveView;
  trials: TrialCounts;
  secondsLeft: number | null;
  secondsPassed: number;
  estimate: string | null;
  hash: string;
  headline: Headline;
  dimensions: DimensionView[];
  rounds: RoundView[];
  diagnoses: DiagnosisCount[];
  confirmed: ConfirmedView[];
  running: RunningTrial[];
  importance: StudyImportance | null;
  curveStep: number;
  trainer: Record<string, unknown>;
}

export interface TrialView {
  number: number;
  round: number;
  state: string;
  value: number | null;
  parameters: (number | null)[];
  epochs: number;
  budget: number;
  curve: (number | null)[];
  diagnosis: string | null;
  evidence: string | null;
  why: string | null;
  errors: string | null;
  attempts: AttemptView[];
}

export interface ObjectiveView {
  metric: string;
  maximize: boolean;
  at: string;
}

export interface TrialCounts {
  total: number;
  completed: number;
  pruned: number;
  diverged: number;
  failed: number;
  running: number;
}

export interface Headline {
  title: string;
  trial: number | null;
  value: number | null;
  interval: number[] | null;
  howSure: string;
  advice: Advice[];
}

export interface DimensionView {
  path: string;
  scale: string;
  min: number;
  max: number;
  limits: number[] | null;
  integer: boolean;
  choices: unknown[] | null;
  when: string | null;
}

export interface RoundView {
  number: number;
  firstTrial: number;
  ranges: (number[] | null)[];
  why: (string | null)[];
}

export interface DiagnosisCount {
  verdict: string;
  trials: number;
  example: number;
  evidence: string;
}

export interface ConfirmedView {
  trial: number;
  values: number[];
  mean: number;
  interval: number[] | null;
  verdict: string;
}

export interface RunningTrial {
  trial: number;
  repeat: number;
  worker: string;
  epoch: number;
  epochs: number;
  value: number | null;
}

export interface StudyImportance {
  trials: number;
  explained: number | null;
  parameters: ParameterImportance[];
  pairs: PairImportance[];
  remark: string | null;
}

export interface AttemptView {
  worker: string;
  repeat: number;
  from: number;
  to: number | null;
  end: string | null;
}

export interface Advice {
  kind: string;
  text: string;
  parameter: string | null;
}

export interface ParameterImportance {
  parameter: string;
  variance: ImportanceShare;
  top: ImportanceShare;
  madeDifference: boolean;
}

export interface PairImportance {
  first: string;
  second: string;
  variance: ImportanceShare;
}

export interface ImportanceShare {
  mean: number;
  deviation: number;
}
