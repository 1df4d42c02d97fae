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
import { expectedOneOf } from '../body/expected-one-of.js';
import { JsonBodies } from '../body/json-bodies.js';
import { INVALID_CURSOR, limitOf, Page } from '../body/page.js';
import { readQuery, wrong } from '../body/read-fields.js';
import { refuse } from '../http/answers.js';
import { foundOr404, idParameter, keyParameter } from '../http/path-parameters.js';
import { refusedDecision } from './refused-decisions.js';
import { readDecision } from './decision.js';

/** The query of the list. */
class AssessmentsQuery extends Page {
  @IsIn(ASSESSMENT_STATES, expectedOneOf(ASSESSMENT_STATES))
  readonly state: AssessmentState = 'PENDING';
}

/** Errors that the sender can correct. */
const CORRECTABLE: Readonly<Record<Exclude<Refusal, DecisionConflict | 'person-unproven'>, ReturnType<typeof wrong>>> =
  {
    'ground-unknown': wrong('decisionGroundCode', 'a code of the classifier decisionGround'),
    'comment-missing': wrong('comment', 'present if the level differs from the assessed one'),
  };

/** Assessments and their decisions (docs/assessments.md). */
@Controller('assessments')
@UseGuards(ManagementGuard)
export class AssessmentController {
  constructor(
    private readonly assessments: ReadAssessments,
    private readonly decisions: DecideAssessment,
    private readonly replays: ReplayAssessment,
    private readonly access: Access,
    private readonly bodies: JsonBodies,
  ) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  async list(@Req() request: Request, @Res() response: Response): Promise<void> {
    const query = readQuery(AssessmentsQuery, ['state', 'after', 'limit'], request);
    if ('refusal' in query) return refuse(response, query.refusal);
    const page = await this.assessments.inState(query.state, query.after, limitOf(query));
    if (!page) return refuse(response, INVALID_CURSOR);
    response.json(page);
  }

  @Get(':id')
  @Header('Cache-Control', 'no-store')
  async one(@Param('id') id: string): Promise<AssessmentView> {
    return foundOr404(await this.assessments.one(idParameter(id)));
  }

  /** Assesses the stored profile again with the same model, and compares. Changes nothing. */
  @Get(':id/replay')
  @Header('Cache-Control', 'no-store')
  async replay(@Param('id') id: string): Promise<Replay> {
    return foundOr404(await this.replays.replay(idParameter(id)));
  }

  @Post(':id/decision')
  @Header('Cache-Control', 'no-store')
  async decide(@Param('id') id: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const received = await this.bodies.receive(request);
    const decision =
      'refusal' in received
        ? received
        : readDecision(received.value, this.access.callerOf(request.headers.authorization));
    if ('refusal' in decision) return refuse(response, decision.refusal);
    const outcome = await this.decisions.decide(idParameter(id), decision);
    if (outcome.kind === 'refused') {
      const { refusal } = outcome;
      if (refusal === 'ground-unknown' || refusal === 'comment-missing')
        return refuse(response, CORRECTABLE[refusal].refusal);
      const problem = refusedDecision(refusal, request.originalUrl);
      return void response.status(problem.status).json(problem);
    }
    const { assessment, activationWaitsFor } = foundOr404(outcome.kind === 'taken' ? outcome : undefined);
    response
      .status(200)
      .json({ ...assessmentView(assessment), ...(activationWaitsFor.length > 0 && { activationWaitsFor }) });
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
    return foundOr404(await this.assessments.ofCustomer(keyParameter(customerExtId)));
  }
}
