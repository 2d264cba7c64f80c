import { type OpenedMedia } from '../../../../contracts/composer';
import { type Finding } from '../../../../contracts/media';
import { namedFinding } from '../../../../contracts/post-rules';
import { type TikTokProblem } from '../../api/problem';
import { Notices } from '../../components/notices';
import { Problem } from '../../components/problem';

interface FileFindingsProps {
  chosen: readonly OpenedMedia[];
  /** Why a file could not be looked at. */
  problem: TikTokProblem | null;
  /** About the post as a whole. */
  warnings: readonly Finding[];
  lookAgain: () => void;
}

/** What the files themselves say, each by its name, whatever account they go to. */
export const FileFindings = ({ chosen, problem, warnings, lookAgain }: FileFindingsProps) => (
  <>
    {problem && <Problem problem={problem} onRetry={lookAgain} />}
    {chosen.map(({ assetId, name, findings }) => (
      <Notices
        key={assetId}
        notices={findings.map((found) => ({
          ...found,
          message: namedFinding(name, found.message),
        }))}
      />
    ))}
    <Notices notices={warnings} />
  </>
);
