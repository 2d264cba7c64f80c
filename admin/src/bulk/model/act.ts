import { type PostView } from '../../../../contracts/posts';
import { type TikTokProblem } from '../../api/problem';
import { type Target, type TargetChange } from '../../composer/model/target';
import { type Copied } from './copy';
import { type BulkChange } from './rows';

/** What a row can do; each function stays the same from one render to the next. */
export interface RowAct {
  change: (change: BulkChange) => void;
  /** Of account and settings for all. */
  changeShared: (change: TargetChange) => void;
  copy: (what: Copied, key: string) => void;
  askAgain: (target: Target) => void;
  lookAgain: (key: string) => void;
  goOnKnowing: (key: string, problem: TikTokProblem) => void;
  goOnFrom: (key: string, newer: PostView) => void;
  takeNewer: (key: string, newer: PostView) => void;
}
