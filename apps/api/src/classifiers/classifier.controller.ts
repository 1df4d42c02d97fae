import { ManageModels, type ClassifierEntry, type Classifiers } from '@aml-customer/application';
import { CLASSIFIERS, type ClassifierName } from '@aml-customer/domain';
import { withdrawnOn } from '@aml-customer/reference-data';
import {
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  Inject,
  NotFoundException,
  Param,
  Put,
  Req,
  Res,
  UseGuards,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import { Access } from '../access/access.js';
import { ManagementGuard } from '../access/management.guard.js';
import { JsonBodies } from '../body/json-bodies.js';
import { refuse } from '../http/answers.js';
import { readEntry } from './new-classifier-entry.js';

/** The injection token of the port, which is an interface. */
export const CLASSIFIERS_PORT = Symbol('Classifiers');

/** A code in use. `withdrawn` is the day, yyyy-MM-dd, since which its standard no longer has it. */
interface ListedCode {
  readonly code: string;
  readonly name: string;
  readonly withdrawn?: string;
}

/** The codes of the installation (docs/contract/contract.md, "Classifiers"). */
@Controller('classifier')
export class ClassifierController {
  constructor(
    @Inject(CLASSIFIERS_PORT) private readonly classifiers: Classifiers,
    private readonly models: ManageModels,
    private readonly bodies: JsonBodies,
    private readonly access: Access,
  ) {}

  @Get()
  listAll(): { name: string; codes: number; path: string }[] {
    const entries = this.classifiers.entries();
    return CLASSIFIERS.map((name) => ({ name, codes: entries.get(name)?.size ?? 0, path: `/classifier/${name}` }));
  }

  @Get(':name')
  list(@Param('name') name: string): ListedCode[] {
    const classifier = classifierOf(name);
    const codes = this.classifiers.entries().get(classifier)?.values() ?? [];
    return [...codes].map((entry) => {
      const withdrawn = withdrawnOn(classifier, entry.code);
      return { code: entry.code, name: entry.name, ...(withdrawn !== undefined && { withdrawn }) };
    });
  }

  @Put(':name/:code')
  @UseGuards(ManagementGuard)
  async put(
    @Param('name') name: string,
    @Param('code') code: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const classifier = classifierOf(name);
    const received = await this.bodies.receive(request);
    const entry = 'refusal' in received ? received : readEntry(classifier, code, received.value);
    if ('refusal' in entry) return refuse(response, entry.refusal);
    await this.classifiers.put(entry, this.access.nameOf(request.headers.authorization));
    const unknownToModel = await this.models.activeWithout(entry);
    response.status(200).json({ ...viewOf(entry), ...(unknownToModel && { unknownToModel }) });
  }

  @Delete(':name/:code')
  @HttpCode(204)
  @UseGuards(ManagementGuard)
  async retire(
    @Param('name') name: string,
    @Param('code') code: string,
    @Headers('authorization') authorization: string | undefined,
  ): Promise<void> {
    const changedBy = this.access.nameOf(authorization);
    if (!(await this.classifiers.retire(classifierOf(name), code.trim(), changedBy))) throw new NotFoundException();
  }
}

function classifierOf(name: string): ClassifierName {
  const known = CLASSIFIERS.find((classifier) => classifier === name);
  if (!known) throw new NotFoundException();
  return known;
}

const viewOf = ({ code, name, lead }: ClassifierEntry) => ({ code, name, ...(lead !== undefined && { lead }) });
