@echo off
rem Double-click to open the pack.
cd /d "%~dp0"
where py >nul 2>nul && (py -3 start.py %* & goto done)
where python >nul 2>nul && (python start.py %* & goto done)
echo Python was not found. Install Python 3.13 from https://www.python.org/downloads/ or from your
echo university's software centre, then double-click start.bat again.
:done
if errorlevel 1 pause
