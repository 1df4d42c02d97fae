import { Controller, Get, Header, Param, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { foundOr404 } from '../http/path-parameters.js';
import { SEARCH_SCRIPT, STYLE } from './assets.js';
import { documentText } from './documents.js';
import { ERROR_ORDERS, errorList, errorsPage } from './errors-page.js';
import { fieldList, fieldsPage } from './fields-page.js';
import { home, homePage } from './home-page.js';

const pages = {
  home: homePage(),
  fields: fieldsPage(),
  errors: { rank: errorsPage('rank'), code: errorsPage('code') },
};

/** The service's own pages: HTML for browsers, JSON for programs. They are generated from the tables of the domain. */
@Controller()
export class PagesController {
  @Get()
  home(@Req() request: Request, @Res() response: Response): void {
    answer(request, response, pages.home, home);
  }

  @Get('fields')
  fields(@Req() request: Request, @Res() response: Response): void {
    answer(request, response, pages.fields, fieldList);
  }

  @Get('errors')
  errors(@Req() request: Request, @Res() response: Response): void {
    const wanted = new URL(request.url, 'http://localhost').searchParams.get('order');
    const order = ERROR_ORDERS.find((name) => name === wanted) ?? 'rank';
    answer(request, response, pages.errors[order], errorList(order));
  }

  @Get('docs/:name')
  @Header('Content-Type', 'text/plain; charset=utf-8')
  async document(@Param('name') name: string): Promise<string> {
    return foundOr404(await documentText(name));
  }

  @Get('pages/style.css')
  @Header('Content-Type', 'text/css; charset=utf-8')
  style(): string {
    return STYLE;
  }

  @Get('pages/search.js')
  @Header('Content-Type', 'text/javascript; charset=utf-8')
  search(): string {
    return SEARCH_SCRIPT;
  }
}

/** A browser names text/html in its Accept header; programs that accept anything get JSON. */
function answer(request: Request, response: Response, page: string, data: object): void {
  response.vary('Accept');
  if (request.accepts(['json', 'html']) === 'html') response.type('html').send(page);
  else response.json(data);
}
