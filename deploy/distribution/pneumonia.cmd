@echo off
rem The pneumonia command on Windows. JAVA_HOME chooses the Java, JAVA_OPTS adds options to it.
setlocal
set "HOME_DIR=%~dp0.."
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java.exe"
if exist "%HOME_DIR%\java\bin\java.exe" set "JAVA=%HOME_DIR%\java\bin\java.exe"
if not defined TF_CPP_MIN_LOG_LEVEL set "TF_CPP_MIN_LOG_LEVEL=2"
"%JAVA%" -XX:+UseSerialGC -XX:+IgnoreUnrecognizedVMOptions --enable-native-access=ALL-UNNAMED %JAVA_OPTS% -cp "%HOME_DIR%\lib\*" io.pneumonia.cli.PneumoniaCommand %*
exit /b %ERRORLEVEL%
