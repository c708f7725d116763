/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Left of the timeline's rails the window puts its buttons; this many px stay empty there. */
#define FV_TIMELINE_LEFT 130
