import {
  ASSESSMENT_STATES,
  assessmentView,
  DecideAssessment,
  ReadAssessments,
  ReplayAssessment,
  type AssessmentSummary,
  type AssessmentState,
  type AssessmentView,
  type DecisionConflict,
  type Refusal,
  type Replay,
} from '@aml-customer/application';
import { Controller, Get, Header, Param, Post, Req, Res, UseGuards } from '@nestjs/common';
import { IsIn } from 'class-validator';
import type { Request, Response } from 'express';
import { Access } from '../access/access.js';
import { ManagementGuard } from '../access/management.guard.js';
import { receiveJson } from '../body/json-body.js';
import { limitOf, Page } from '../body/page.js';
import { readQuery, wrong } from '../body/read-fields.js';
import { refuse } from '../http/answers.js';
import { found, idOf, keyOf } from '../http/found.js';
import { Settings } from '../settings/settings.js';
import { conflict } from './conflicts.js';
import { readDecision } from './decision.js';

/** Which assessments are listed. */
class AssessmentsQuery extends Page {
  @IsIn(ASSESSMENT_STATES, { message: ASSESSMENT_STATES.join(', ').replace(/, (\w+)$/, ' or $1') })
  readonly state: AssessmentState = 'PENDING';
}

/** What a person can mend about a decision. */
const MENDABLE: Readonly<Record<Exclude<Refusal, DecisionConflict>, ReturnType<typeof wrong>>> = {
  'ground-unknown': wrong('decisionGroundCode', 'a code of the classifier decisionGround'),
  'comment-missing': wrong('comment', 'given, where the level is another than was assessed'),
};

/** Assessments and their decisions; ours (issue 3, "Assessment"). */
@Controller('assessments')
@UseGuards(ManagementGuard)
export class AssessmentController {
  constructor(
    private readonly assessments: ReadAssessments,
    private readonly decisions: DecideAssessment,
    private readonly replays: ReplayAssessment,
    private readonly access: Access,
    private readonly settings: Settings,
  ) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  async list(@Req() request: Request, @Res() response: Response): Promise<void> {
    const query = readQuery(AssessmentsQuery, ['state', 'after', 'limit'], request);
    if ('refusal' in query) return refuse(response, query.refusal);
    const page = await this.assessments.inState(query.state, query.after, limitOf(query));
    if (!page) return refuse(response, wrong('after', 'a cursor that an earlier answer gave').refusal);
    response.json(page);
  }

  @Get(':id')
  @Header('Cache-Control', 'no-store')
  async one(@Param('id') id: string): Promise<AssessmentView> {
    return found(await this.assessments.one(idOf(id)));
  }

  /** Assesses the stored profile again with the model that the assessment names; changes nothing. */
  @Get(':id/replay')
  @Header('Cache-Control', 'no-store')
  async replay(@Param('id') id: string): Promise<Replay> {
    return found(await this.replays.replay(idOf(id)));
  }

  @Post(':id/decision')
  @Header('Cache-Control', 'no-store')
  async decide(@Param('id') id: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const received = await receiveJson(request, this.settings.bodyLimit);
    const decision =
      'refusal' in received
        ? received
        : readDecision(received.value, this.access.nameOf(request.headers.authorization));
    if ('refusal' in decision) return refuse(response, decision.refusal);
    const outcome = await this.decisions.decide(idOf(id), decision);
    if (outcome.kind === 'refused') {
      const { refusal } = outcome;
      if (refusal === 'ground-unknown' || refusal === 'comment-missing')
        return refuse(response, MENDABLE[refusal].refusal);
      return void response.status(409).json(conflict(refusal, request.originalUrl));
    }
    response.status(200).json(assessmentView(found(outcome.kind === 'taken' ? outcome.assessment : undefined)));
  }
}

/** The assessments of one customer, the latest first. */
@Controller('amlyze-ws-rest/customer/:customerExtId/assessments')
@UseGuards(ManagementGuard)
export class CustomerAssessmentsController {
  constructor(private readonly assessments: ReadAssessments) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  async list(@Param('customerExtId') customerExtId: string): Promise<readonly AssessmentSummary[]> {
    return found(await this.assessments.ofCustomer(keyOf(customerExtId)));
  }
}
